# The WebAssembly module, read by core/Makefile.
#   exports.txt   the functions that JavaScript calls, one a line
#   imports.txt   the functions that JavaScript provides (module "env"), one a line: nothing else may be
#                 imported

# Debian's emcc needs Debian's own Node modules, which another Node does not look for.
EMCC := $(if $(wildcard /usr/share/nodejs/acorn),env NODE_PATH=/usr/share/nodejs )emcc
WASM_FEATURES := -msimd128 -mbulk-memory
# Most of the core runs once a mail and is built for size (-Oz). In the files of FAST nine tenths of the time
# pass (callgrind over headers and whole mails): built for speed. The loops there are short: unrolling and
# vectorizing them gains nothing, nor does inlining what is larger than its call (LEAN, told the linker,
# where the optimizer runs): together they would cost 20 KB of code.
# Nor is what has one caller made a part of it where it is large (APART, in expressions): browsers compile a
# function when it is first called, all of it, and once more with care when loops in it run long. One huge
# function that judges a mail takes the first mail a third longer than its parts, of which few are called.
# WH_APART (base/base.h) says it of what LLVM would make a part of its caller. Loops of a few turns stay
# loops: written out they are code that every first mail waits for. Functions of a few instructions are made
# a part of every caller: a twentieth of a header's time for 3 KB of the page.
FAST := core/base/% core/parse/base64.c core/parse/date/names.c core/parse/fields.c core/parse/ip.c \
	core/parse/lexical.c core/parse/name/idna.c core/parse/name/known.c core/parse/name/suffix.c \
	core/parse/name/table.c core/parse/paste/names.c core/parse/paste/quick.c \
	core/parse/received/tokens.c core/parse/taglist.c core/parse/transfer.c core/parse/html/html.c \
	core/parse/html/tag.c core/parse/html/words.c core/parse/uri/unwrap.c core/evidence/pattern.c \
	core/checks/content/phrases.c core/checks/content/tricks.c core/checks/lookalike/fold.c \
	core/checks/lookalike/index.c core/checks/lookalike/mentions.c core/checks/lookalike/subject.c \
	core/checks/lookalike/textfold.c core/checks/receiver/filter_table.c core/report/json.c \
	core/report/wording.c wasm/words.c
LEAN := inline-threshold=20 unroll-threshold=0 force-vector-width=1 force-vector-interleave=1 \
	slp-threshold=1000
APART := --one-caller-inline-max-function-size=100,--always-inline-max-function-size=12
WASM_FLAGS = $(if $(filter $(FAST),$<),-O2 -fno-unroll-loops,-Oz) $(WASM_FEATURES) -flto \
	-fvisibility=hidden -DNDEBUG $(FRAME)
WASM_C := $(sort $(wildcard wasm/*.c))
names = $(shell sed -e 's/\#.*//' -e 's/[[:space:]]//g' -e '/^$$/d' $(1))
comma := ,
empty :=
space := $(empty) $(empty)
WASM_EXPORTS = $(subst $(space),$(comma),$(addprefix _,$(call names,wasm/exports.txt)))

$(eval $(call variant,wasm,$(EMCC),$$(WASM_FLAGS),$(B)/wasm/emcc.txt wasm/build.mk))

# Another Emscripten compiles everything again.
$(B)/wasm/emcc.txt: FORCE
	@mkdir -p $(@D); v=$$($(EMCC) --version | sed -n 1p); [ "$$v" = "$$(cat $@ 2>/dev/null)" ] || echo "$$v" >$@

# What is handed out, and where it is made, is wasm/words.c's business.
WASM_OURS := $(filter-out core/report/take.c core/report/room.c,$(OURS))

# The stack lies below the data: running out of it traps, where it would else write over constants.
wasm: $(B)/wasm/whence.wasm $(B)/wasm/join.wasm
$(B)/wasm/whence.wasm: $(call objects,wasm,$(WASM_OURS) $(THEIRS) $(WASM_C)) $(B)/wasm/sources.txt \
		wasm/exports.txt wasm/imports.txt \
		wasm/check-module.mjs wasm/join-data.mjs wasm/leb128.mjs wasm/sections.mjs wasm/build.mk
	@echo "  link  $@"
	@$(EMCC) -Oz -flto $(WASM_FEATURES) --no-entry $(filter %.o,$^) -o $(@D)/linked.wasm \
		$(LEAN:%=-Wl,-mllvm,-%) -sBINARYEN_EXTRA_PASSES=--converge,$(APART) \
		-sEXPORTED_FUNCTIONS=$(WASM_EXPORTS) -sERROR_ON_UNDEFINED_SYMBOLS=0 -sWARN_ON_UNDEFINED_SYMBOLS=0 \
		-sMALLOC=emmalloc \
		-sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=2MB -sMAXIMUM_MEMORY=1GB -sTOTAL_STACK=256KB -Wl,--stack-first
	@node wasm/join-data.mjs $(@D)/linked.wasm
	@node wasm/check-module.mjs $(@D)/linked.wasm wasm/exports.txt wasm/imports.txt
	@mv $(@D)/linked.wasm $@

# The module that puts the other's code together again where it was packed: wasm/joining/.
$(B)/wasm/join.wasm: wasm/joining/join.c wasm/build.mk
	@echo "  link  $@"
	@$(EMCC) -Oz -mbulk-memory -Wall -Wextra $(WERROR) --no-entry $< -o $@ -sEXPORTED_FUNCTIONS=_join \
		-sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=64KB -sTOTAL_STACK=1KB
