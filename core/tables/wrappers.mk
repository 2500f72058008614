GEN += $(G)/wrappers.c
$(G)/wrappers.c: core/tables/make-wrappers.mjs core/tables/wrappers.tsv
	$(call generate)
