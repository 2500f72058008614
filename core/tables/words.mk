GEN += $(G)/words.c $(G)/domains.c $(G)/common.c
$(G)/common.c: core/tables/make-common.mjs core/tables/common_words.txt
	$(call generate)
$(G)/words.c: core/tables/make-words.mjs core/tables/keywords.tsv
	$(call generate)
$(G)/domains.c: core/tables/make-domains.mjs core/tables/domains.tsv
	$(call generate)
