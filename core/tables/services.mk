GEN += $(G)/services.c
$(G)/services.c: core/tables/make-services.mjs core/tables/services.tsv
	$(call generate)
