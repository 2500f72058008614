GEN += $(G)/unicode.c
$(G)/unicode.c: core/tables/make-unicode.mjs $(UNIDATA)/ppucd.txt $(UNIDATA)/norm2/uts46.txt \
		$(UNIDATA)/norm2/nfc.txt
	$(call generate)
