GEN += $(G)/brands.c
$(G)/brands.c: core/tables/make-brands.mjs $(sort $(wildcard core/tables/brands/*.tsv)) \
		core/tables/brand_names_en.tsv core/tables/common_words.txt
	$(call generate)
