GEN += $(G)/unicode.c
$(G)/unicode.c: core/tables/make-unicode.mjs $(V)/icu/source/data/unidata/ppucd.txt $(V)/icu/source/data/unidata/norm2/uts46.txt $(V)/icu/source/data/unidata/norm2/nfc.txt
	$(call generate)
