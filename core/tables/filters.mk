GEN += $(G)/filters.c
$(G)/filters.c: core/tables/make-filters.mjs core/parse/filter/value.h \
		$(sort $(wildcard core/tables/filters/*.tsv))
	$(call generate)
