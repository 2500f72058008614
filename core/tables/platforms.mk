GEN += $(G)/platforms.c
$(G)/platforms.c: core/tables/make-platforms.mjs core/tables/platforms.tsv
	$(call generate)
