GEN += $(G)/phrases.c
$(G)/phrases.c: core/tables/make-phrases.mjs core/tables/phrases.tsv
	$(call generate)
