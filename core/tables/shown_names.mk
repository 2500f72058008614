GEN += $(G)/shown_names.c
$(G)/shown_names.c: core/tables/make-shown-names.mjs core/tables/shown_names.tsv
	$(call generate)
