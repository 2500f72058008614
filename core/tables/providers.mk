GEN += $(G)/providers.c
$(G)/providers.c: core/tables/make-providers.mjs core/tables/providers.tsv
	$(call generate)
