GEN += $(G)/phrases.c
$(G)/phrases.c: core/tables/make-phrases.mjs core/checks/content/phrases.h core/tables/phrases.tsv
	$(call generate)
