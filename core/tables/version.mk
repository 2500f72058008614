GEN += $(G)/version.c
$(G)/version.c: core/tables/make-version.mjs package.json
	$(call generate)
