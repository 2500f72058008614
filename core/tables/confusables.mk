GEN += $(G)/confusables.c
$(G)/confusables.c: core/tables/make-confusables.mjs $(UNIDATA)/ppucd.txt $(UNIDATA)/confusables.txt \
		$(UNIDATA)/norm2/uts46.txt core/tables/confusables_extra.tsv
	$(call generate)
