GEN += $(G)/suffixes.c
$(G)/suffixes.c: core/tables/make-suffixes.mjs $(V)/publicsuffix/public_suffix_list.dat
	$(call generate)
