GEN += $(G)/confusables.c
$(G)/confusables.c: core/tables/make-confusables.mjs $(V)/icu/source/data/unidata/ppucd.txt $(V)/icu/source/data/unidata/confusables.txt $(V)/icu/source/data/unidata/norm2/uts46.txt core/tables/confusables_extra.tsv
	$(call generate)
