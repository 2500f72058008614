GEN += $(G)/lists.c
$(G)/lists.c: core/tables/make-lists.mjs core/tables/extensions.tsv core/tables/host_words.tsv \
		core/tables/subject_stamps.tsv
	$(call generate)
