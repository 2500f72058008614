GEN += $(G)/patterns.c
$(G)/patterns.c: core/tables/make-patterns.mjs core/tables/msgid_generators.tsv core/tables/queue_ids.tsv
	$(call generate)
