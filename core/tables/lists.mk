GEN += $(G)/lists.c
$(G)/lists.c: core/tables/make-lists.mjs core/evidence/lists.h core/tables/extensions.tsv \
		core/tables/file_words.tsv core/tables/host_words.tsv core/tables/local_parts.tsv \
		core/tables/shown_names.tsv core/tables/subject_stamps.tsv
	$(call generate)
