GEN += $(G)/hosting.c
$(G)/hosting.c: core/tables/make-hosting.mjs core/tables/shared_hosting.tsv
	$(call generate)
