# SPDX-License-Identifier: MIT
# planner: from the profile of a collectivity to its social-media strategy.   make help

BUILD    ?= build
CC       ?= cc
CFLAGS   ?= -O2 -g
PREFIX   ?= /usr/local
BINDIR   ?= $(PREFIX)/bin
LIBDIR   ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
DATADIR  ?= $(PREFIX)/share
MANDIR   ?= $(DATADIR)/man
DOCDIR   ?= $(DATADIR)/doc/planner
ZSHDIR   ?= $(DATADIR)/zsh/site-functions
DESTDIR  ?=
INSTALL  ?= install
SANITIZE ?=
WERROR   ?=
PKG_CONFIG ?= pkg-config

VERSION  := 0.2.0
# The day of the version: on manual pages and on the files of the tarball, so that both are the same on any day.
RELEASED := 2026-11-30
LIBRARIES := yaml-0.1 libutf8proc libmd zlib

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wformat=2 -Wundef -Wvla -Wswitch-enum -Wcast-qual -Wwrite-strings $(if $(WERROR),-Werror)
# No -fcf-protection: it holds only where every object of a program has it, and the libraries linked in do not.
HARDENING := -fstack-protector-strong -fstack-clash-protection -fPIE $(if $(SANITIZE),,-D_FORTIFY_SOURCE=2)
# One word of the shell, whatever it holds.
quote = '$(subst ','\'',$(1))'
# The same bytes whatever the folder.
ANYWHERE  := $(call quote,-ffile-prefix-map=$(CURDIR)=.)
# What the compiler and pkg-config say is asked once, when the first recipe needs it: `ready` may have to install them before.
once = $(eval $(1) := $(2))$($(1))
# Optimised as a whole where the compiler is gcc; fat objects, so that archives serve everybody.
WHOLE = $(call once,WHOLE,$(if $(SANITIZE),,$(if $(findstring Free Software,$(shell $(CC) --version)),-flto=auto -ffat-lto-objects)))
LIBRARY_CFLAGS = $(call once,LIBRARY_CFLAGS,$(shell $(PKG_CONFIG) --cflags $(LIBRARIES)))
LIBRARY_LIBS = $(call once,LIBRARY_LIBS,$(shell $(PKG_CONFIG) --libs $(LIBRARIES)))
# What the command line alone needs, libxxhash as a header. Linked statically libedit brings libraries of its own along.
EDIT_CFLAGS = $(call once,EDIT_CFLAGS,$(shell $(PKG_CONFIG) --cflags libedit libxxhash))
EDIT_LIBS = $(call once,EDIT_LIBS,$(shell $(PKG_CONFIG) $(if $(STATIC),--static) --libs libedit))
SANITIZERS := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer)

ALL_CPPFLAGS = -D_XOPEN_SOURCE=700 -DPL_VERSION='"$(VERSION)"' -Isrc -Iinclude -I$(BUILD) \
               $(LIBRARY_CFLAGS) $(CPPFLAGS)
ALL_CFLAGS   = -std=c11 -ffp-contract=off $(WARNINGS) $(HARDENING) $(ANYWHERE) $(WHOLE) $(SANITIZERS) $(CFLAGS)
ALL_LDFLAGS  = -Wl,-z,relro,-z,now,-z,noexecstack $(SANITIZERS) $(LDFLAGS)
LIBS         = $(LIBRARY_LIBS) -pthread
# The program is linked statically, still at a random address: a run lasts about a millisecond, and finding shared libraries would be a
# tenth of it. STATIC= links dynamically, as a distribution wants it.
STATIC ?= 1
LINKED = $(if $(STATIC),$(if $(SANITIZE),-pie,-static-pie),-pie)

BASE_SRC   := $(filter-out src/load/emit%.c,$(wildcard $(foreach layer,base yaml model load,src/$(layer)/*.c)))
TOOL_SRC   := $(filter-out src/cli/emit%.c,$(wildcard src/engine/*.c src/proof/*.c src/report/*.c src/draft/*.c src/cli/*.c))
API_SRC    := $(wildcard src/api/*.c)
LIB_SRC    := $(BASE_SRC) $(API_SRC) $(filter-out src/cli/%,$(TOOL_SRC))
KNOWLEDGE  := $(sort $(wildcard src/knowledge/*.yaml src/knowledge/*/*.yaml))

object = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))
BASE_OBJ := $(call object,$(BASE_SRC))
TOOL_OBJ := $(call object,$(TOOL_SRC))

# V=1 shows the commands. Progress goes to standard error: `make demo` writes a report.
Q := $(if $(V),,@)
say = @$(if $(V),:,printf '  %s\n' $(call quote,$(1)) >&2)

empty :=
space := $(empty) $(empty)

.DELETE_ON_ERROR:
.SUFFIXES:

all: $(BUILD)/planner

MADE := $(BUILD)/obj/knowledge_builtin.o $(BUILD)/obj/register_builtin.o $(BUILD)/obj/report_style.o $(BUILD)/obj/docx_styles.o $(BUILD)/obj/map_shapes.o

$(BUILD)/planner: $(BASE_OBJ) $(TOOL_OBJ) $(MADE)
	$(call say,LINK $@)
	$(Q)$(CC) $(ALL_CFLAGS) $(LINKED) $(ALL_LDFLAGS) -o $@ $^ $(EDIT_LIBS) $(LIBS)

# The knowledge is read once, here: a fault in it stops the build and says where.
$(BUILD)/compile-knowledge: $(filter-out %/register.o,$(BASE_OBJ)) $(call object,src/load/emit.c)
	$(call say,LINK $@)
	$(Q)$(CC) $(ALL_CFLAGS) -pie $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/knowledge_builtin.c: $(BUILD)/compile-knowledge $(KNOWLEDGE)
	$(call say,KNOWLEDGE $@)
	$(Q)$(BUILD)/compile-knowledge src/knowledge > $@

$(BUILD)/compile-register: $(filter $(BUILD)/obj/src/base/%,$(BASE_OBJ)) $(call object,src/load/emit_register.c)
	$(call say,LINK $@)
	$(Q)$(CC) $(ALL_CFLAGS) -pie $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/register_builtin.c: $(BUILD)/compile-register $(wildcard src/knowledge/register/*)
	$(call say,REGISTER $@)
	$(Q)$(BUILD)/compile-register src/knowledge/register > $@

# The style sheets of HTML and docx as bytes of C: as strings they would be longer than every compiler must take.
sheet = { echo '\#include "report/$(1).h"'; echo 'const char pl_$(1)_$(2)[] = {'; \
    sed 's/^ *//' $< | od -An -v -tu1 | sed 's/[0-9][0-9]*/&,/g'; echo '0};'; } > $@
$(BUILD)/report_style.c: src/report/report.css $(BUILD)/flags
	$(call say,STYLE $@)
	$(Q)$(call sheet,html,style)
$(BUILD)/docx_styles.c: src/report/docx.xml $(BUILD)/flags
	$(call say,STYLE $@)
	$(Q)$(call sheet,docx,styles)

# The departments of a map: code, where each lies, where its number stands, its path.
$(BUILD)/map_shapes.c: src/knowledge/map/departments.tsv
	@mkdir -p $(@D)
	$(call say,MAP $@)
	$(Q){ echo '#include "report/overview.h"'; echo 'const struct pl_shape pl_map_shapes[] = {'; \
	    awk -F'\t' '{ printf "{\"%s\", %d, %d, %d, %d, %d, %d, \"%s\"},\n", $$1, $$2, $$3, $$4, $$5, $$6, $$7, $$8 }' $<; echo '{""}};'; } > $@

$(MADE): $(BUILD)/obj/%.o: $(BUILD)/%.c
	@mkdir -p $(@D)
	$(call say,CC $@)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -Wno-missing-braces -Wno-missing-field-initializers -c -o $@ $<

# Where the program is installed is known to the command line only: another PREFIX rebuilds no more than that.
CLI_OBJ := $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard src/cli/*.c))
$(CLI_OBJ): ALL_CPPFLAGS += $(EDIT_CFLAGS) -DPL_DOCS=$(call quote,"$(DOCDIR)/docs") -DPL_SCHEMA=$(call quote,"$(DATADIR)/planner/profile.schema.json") \
    -DPL_PAGE=$(call quote,"$(DATADIR)/planner/planner.html")
$(CLI_OBJ): $(BUILD)/prefix
$(BUILD)/prefix: force
	@mkdir -p $(@D)
	@echo $(call quote,$(DATADIR) $(DOCDIR)) | cmp -s - $@ || echo $(call quote,$(DATADIR) $(DOCDIR)) > $@

# A change of compiler or flags rebuilds everything.
FLAGS = $(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(LINKED) $(ALL_LDFLAGS)
$(BUILD)/flags: force | ready
	@mkdir -p $(@D)
	@echo $(call quote,$(FLAGS)) | cmp -s - $@ || echo $(call quote,$(FLAGS)) > $@

$(BUILD)/obj/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC $@)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)

# The official register, from npm.
register:
	@sh src/knowledge/register/refresh
	@sh src/knowledge/map/refresh

# ---- the page ----------------------------------------------------------------------------------------------

# One HTML file with the same C in it, compiled for browsers by Debian's clang; the libraries from Debian's packages of sources. Whatever of the
# program needs a system stays out: the archive gives what is called, and nothing calls that.
WASM        := $(BUILD)/wasm
LIBS_FROM   := $(BUILD)/sources
WASM_LIBS   := $(addprefix libyaml/src/,api.c parser.c reader.c scanner.c) utf8proc/utf8proc.c libmd/src/sha2.c $(addprefix zlib/,adler32.c crc32.c deflate.c trees.c zutil.c inflate.c inffast.c inftrees.c)
WASM_OBJ    := $(patsubst %.c,$(WASM)/%.o,$(filter-out src/base/file.c,$(LIB_SRC)))
WASM_LIBOBJ := $(WASM_LIBS:%.c=$(WASM)/libs/%.o)
WASM_MADE   := $(patsubst $(BUILD)/obj/%.o,$(WASM)/%.o,$(MADE))
WASM_CC     := clang --target=wasm32-wasi -O2 -flto -ffp-contract=off
WASM_OUR    := -std=c11 -D_XOPEN_SOURCE=700 -DPL_VERSION='"$(VERSION)"' -Isrc -Iinclude -I$(BUILD) $(addprefix -I$(LIBS_FROM)/,libyaml/include utf8proc libmd/include zlib)
WASM_THEIR  := -I$(WASM)/include $(addprefix -I$(LIBS_FROM)/,libyaml/include libmd/include) -DUTF8PROC_STATIC -DYAML_DECLARE_STATIC \
               -DYAML_VERSION_STRING='""' -DYAML_VERSION_MAJOR=0 -DYAML_VERSION_MINOR=2 -DYAML_VERSION_PATCH=5 -w
# What the script may call is what the header declares.
WASM_CALLS = $(shell sed -n 's/^[^/ ].*[ *]\(pl_offline_[a-z_]*\).*/-Wl,--export=\1/p' src/page/offline.h)

page:
	@sh tests/tools/setup.sh wasm $(LIBS_FROM)
	@$(MAKE) --no-print-directory $(BUILD)/planner.html

$(WASM)/flags: force
	@mkdir -p $(WASM)/include
	@touch $(WASM)/include/config.h
	@echo $(call quote,$(WASM_CC) $(WASM_OUR) $(WASM_THEIR) $(WASM_LIBS)) | cmp -s - $@ || echo $(call quote,$(WASM_CC) $(WASM_OUR) $(WASM_THEIR) $(WASM_LIBS)) > $@

$(WASM)/src/%.o: src/%.c $(WASM)/flags
	@mkdir -p $(@D)
	$(call say,WASM $@)
	$(Q)$(WASM_CC) $(WASM_OUR) $(WARNINGS) -MMD -MP -c -o $@ $<

$(WASM_MADE): $(WASM)/%.o: $(BUILD)/%.c $(WASM)/flags
	$(call say,WASM $@)
	$(Q)$(WASM_CC) $(WASM_OUR) -c -o $@ $<

$(WASM_LIBOBJ): $(WASM)/libs/%.o: $(LIBS_FROM)/%.c $(WASM)/flags
	@mkdir -p $(@D)
	$(call say,WASM $@)
	$(Q)$(WASM_CC) $(WASM_THEIR) -c -o $@ $<

$(WASM)/planner.a: $(WASM_OBJ) $(WASM_LIBOBJ) $(WASM_MADE)
	@rm -f $@
	$(Q)llvm-ar rcs $@ $^

$(WASM)/planner.wasm: $(WASM)/src/page/offline.o $(patsubst %.c,$(WASM)/%.o,$(filter-out src/page/offline.c,$(wildcard src/page/*.c))) $(WASM)/planner.a src/page/offline.h
	$(call say,LINK $@)
	$(Q)$(WASM_CC) -mexec-model=reactor -Wl,--gc-sections -Wl,--strip-all -Wl,-z,stack-size=1048576 $(WASM_CALLS) -o $@ $(filter-out %.h,$^)

$(BUILD)/planner.html: $(WASM)/planner.wasm $(wildcard src/page/page.*) src/page/bind src/report/report.css
	$(call say,PAGE $@)
	$(Q)sh src/page/bind $< > $@

-include $(shell find $(WASM)/src -name '*.d' 2>/dev/null)

# ---- installation ------------------------------------------------------------------------------------------

# Manual pages come from the tables of the program (src/cli/emit*.c) and the templates in docs/manual.
PAGES := $(patsubst docs/manual/%,$(BUILD)/manual/%,$(wildcard docs/manual/*/*.[15]))

# Not optimised as a whole: it runs once.
$(BUILD)/print-manual: $(filter-out %/start.o,$(BASE_OBJ) $(TOOL_OBJ)) $(call object,$(wildcard src/cli/emit*.c)) $(MADE)
	$(call say,LINK $@)
	$(Q)$(CC) $(ALL_CFLAGS) -fno-lto -pie $(ALL_LDFLAGS) -o $@ $^ $(EDIT_LIBS) $(LIBS)

$(PAGES): $(BUILD)/manual/%: docs/manual/% $(BUILD)/print-manual
	@mkdir -p $(@D)
	$(call say,MANUAL $@)
	$(Q)$(BUILD)/print-manual $(notdir $(patsubst %/,%,$(dir $*))) $(RELEASED) < $< > $@

$(BUILD)/profile.schema.json: $(BUILD)/planner
	$(Q)LC_ALL=C $(BUILD)/planner schema > $@

manual: $(PAGES)

# A space in a folder is written with a backslash there, which sed wants twice.
in_pc = $(if $(filter LIBRARIES,$(1)),$($(1)),$(subst $(space),\\$(space),$($(1))))
PC_VALUES := PREFIX LIBDIR INCLUDEDIR VERSION LIBRARIES
$(BUILD)/planner.pc: src/package/planner.pc.in force
	$(Q)sed $(foreach value,$(PC_VALUES),-e $(call quote,s|@$(value)@|$(call in_pc,$(value))|)) $< > $@

# What goes where: FROM>TO, TO under DESTDIR. A space in TO is written | here, where it would part words.
one_word = $(subst $(space),|,$(1))
lib := $(call one_word,$(LIBDIR))
headers := $(call one_word,$(INCLUDEDIR))
data := $(call one_word,$(DATADIR))
man := $(call one_word,$(MANDIR))
doc := $(call one_word,$(DOCDIR))
zsh := $(call one_word,$(ZSHDIR))
EXAMPLES := $(wildcard examples/*.yaml examples/*.c)
DOCUMENTS := $(wildcard docs/*.md)
# The page goes along if it was made.
PAGE ?= $(BUILD)/planner.html
INSTALLED := $(if $(wildcard $(PAGE)),$(PAGE)>$(data)/planner/planner.html) $(BUILD)/libplanner.a>$(lib)/libplanner.a $(BUILD)/planner.pc>$(lib)/pkgconfig/planner.pc \
    include/planner.h>$(headers)/planner.h $(BUILD)/profile.schema.json>$(data)/planner/profile.schema.json \
    src/package/completion/planner.bash>$(data)/bash-completion/completions/planner \
    src/package/completion/planner.zsh>$(zsh)/_planner \
    src/package/completion/planner.fish>$(data)/fish/vendor_completions.d/planner.fish \
    $(foreach page,$(PAGES),$(page)>$(man)/$(patsubst en/%,%,$(patsubst $(BUILD)/manual/%/,%/,$(dir $(page))))man$(subst .,,$(suffix $(page)))/$(notdir $(page))) \
    $(foreach file,README.md LICENSE $(DOCUMENTS) $(EXAMPLES),$(file)>$(doc)/$(file))
# Folders that go when they are left empty, the innermost first; bin, lib, include, share and man stay.
FOLDERS := $(lib)/pkgconfig $(man)/man1 $(man)/man5 $(man)/fr/man1 $(man)/fr/man5 $(man)/fr \
    $(data)/bash-completion/completions $(data)/bash-completion $(zsh) $(data)/zsh \
    $(data)/fish/vendor_completions.d $(data)/fish $(data)/planner $(doc)/docs $(doc)/examples $(doc) \
    $(patsubst %/,%,$(dir $(doc)))

# All that is installed. Root installs what the owner of these files builds, so that nothing here becomes root's.
installable: all manual $(BUILD)/libplanner.a $(BUILD)/planner.pc $(BUILD)/profile.schema.json
	@:
AS_OWNER = $(shell owner=$$(stat -c %u . 2>/dev/null) && [ "$$(id -u)" = 0 ] && [ "$$owner" != 0 ] && command -v setpriv >/dev/null && \
    echo setpriv --clear-groups --regid=$$(stat -c %g .) --reuid=$$owner)
stage = $(call quote,$(DESTDIR))
bin = $(call quote,$(DESTDIR)$(BINDIR))

install: ready
	@$(AS_OWNER) $(MAKE) --no-print-directory installable
	$(call say,INSTALL $(DESTDIR)$(BINDIR)/planner)
	@mkdir -p $(bin) 2>/dev/null && test -w $(bin) || { echo planner: $(bin) 'cannot be written to: use `sudo make install`, or `make install PREFIX="$$HOME/.local"`' >&2; exit 1; }
	$(Q)$(INSTALL) -m 755 $(BUILD)/planner $(bin)/planner
	@set -e; for pair in $(foreach pair,$(INSTALLED),$(call quote,$(pair))); do \
	    to=$(stage)$$(printf %s "$${pair#*>}" | tr '|' ' '); mkdir -p "$${to%/*}"; $(if $(V),echo "  INSTALL $$to";) \
	    $(INSTALL) -m 644 "$${pair%%>*}" "$$to"; \
	done

uninstall:
	$(call say,UNINSTALL $(DESTDIR)$(PREFIX))
	@rm -f $(bin)/planner $(stage)$(call quote,$(DATADIR)/planner/planner.html)
	@for file in $(foreach pair,$(INSTALLED),$(call quote,$(lastword $(subst >, ,$(pair))))); do rm -f $(stage)"$$(printf %s "$$file" | tr '|' ' ')"; done
	@for folder in $(foreach folder,$(FOLDERS),$(call quote,$(folder))); do rmdir $(stage)"$$(printf %s "$$folder" | tr '|' ' ')" 2>/dev/null || true; done

# ---- packages ----------------------------------------------------------------------------------------------

# Debian packages: linked dynamically, as a distribution wants it.
deb:
	@sh tests/tools/setup.sh package
	@rm -rf $(BUILD)/deb/root
	@$(MAKE) --no-print-directory install BUILD=$(BUILD)/deb/build PAGE=$(BUILD)/planner.html STATIC= WHOLE= DESTDIR=$(BUILD)/deb/root \
	    PREFIX=/usr BINDIR=/usr/bin LIBDIR=/usr/lib INCLUDEDIR=/usr/include DATADIR=/usr/share MANDIR=/usr/share/man \
	    DOCDIR=/usr/share/doc/planner ZSHDIR=/usr/share/zsh/vendor-completions
	@sh src/package/deb $(VERSION) $(RELEASED) $(BUILD)/deb/root $(BUILD)/deb

# The same bytes on any day and machine, from a clone or from the tarball itself: sorted names, fixed owner, modes and times.
DIST := planner-$(VERSION)
TREE := Makefile README.md LICENSE .ci .clang-format .clang-tidy .gitattributes .gitignore docs examples include src tests
SOURCES = $(if $(wildcard .git),git ls-files $(TREE),find $(TREE) -type f ! -path "*/__pycache__/*")
dist:
	@mkdir -p $(BUILD)
	$(call say,DIST $(BUILD)/$(DIST).tar.gz)
	$(Q)$(SOURCES) | LC_ALL=C sort | tar --create --files-from=- --transform='s,^,$(DIST)/,' --format=ustar --owner=0 --group=0 --numeric-owner \
	    --mode=u+rwX,go+rX,go-w --mtime=@$$(date -u -d '$(RELEASED)' +%s) --file=$(BUILD)/$(DIST).tar
	$(Q)gzip -9nf $(BUILD)/$(DIST).tar

distcheck: dist tools
	@rm -rf $(BUILD)/distcheck && mkdir -p $(BUILD)/distcheck
	@MAKE='$(MAKE)' sh tests/tools/run.sh "tests/suites/distcheck.sh $(BUILD)/$(DIST).tar.gz $(BUILD)/distcheck"

# What is installed, in all the ways there are.
check-install:
	@sh tests/tools/setup.sh install
	@$(MAKE) --no-print-directory installable
	@BUILD=$(BUILD) MAKE='$(MAKE)' sh tests/tools/run.sh tests/suites/places.sh tests/suites/install.sh
	@$(MAKE) --no-print-directory deb
	@sh tests/tools/run.sh "tests/suites/deb.sh $(BUILD)/deb"
	@$(MAKE) --no-print-directory distcheck

# The offline page against the program, in node.
check-offline: all
	@sh tests/tools/setup.sh test
	@$(MAKE) --no-print-directory page
	@PLANNER=$(BUILD)/planner sh tests/tools/run.sh tests/suites/offline.sh

# The pages in a browser, that of -f html and the offline one; pictures of them stay in $(BUILD)/page.
check-page: all
	@sh tests/tools/setup.sh page
	@$(MAKE) --no-print-directory page
	@sh tests/tools/run.sh "tests/suites/browser.sh $(BUILD)/planner $(BUILD)/page" "tests/suites/offline-browser.sh $(BUILD)/planner $(BUILD)/page"

# The tables in LibreOffice.
check-sheets: all
	@sh tests/tools/setup.sh sheets
	@PLANNER=$(BUILD)/planner sh tests/tools/run.sh tests/suites/spreadsheet.py

# Documents and tables in the programs of others: LibreOffice, openpyxl, WeasyPrint, the validator of the Open XML SDK. The files stay in $(BUILD)/office/files.
check-office: all
	@sh tests/tools/setup.sh office
	@PLANNER=$(BUILD)/planner FOLDER=$(BUILD)/office/files sh tests/tools/run.sh "tests/suites/office.py --tools"

# ---- tests -------------------------------------------------------------------------------------------------

UNIT_SRC := $(wildcard tests/unit/*.c)
UNITS    := $(filter-out $(LEFT_OUT:%=$(BUILD)/tests/%),$(UNIT_SRC:tests/unit/%.c=$(BUILD)/tests/%)) # LEFT_OUT: by name

$(BUILD)/libplanner.a: $(call object,$(LIB_SRC)) $(MADE)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

$(UNITS): $(BUILD)/tests/%: $(BUILD)/obj/tests/unit/%.o $(BUILD)/libplanner.a
	@mkdir -p $(@D)
	$(call say,LINK $@)
	$(Q)$(CC) $(ALL_CFLAGS) -pie $(ALL_LDFLAGS) -o $@ $^ $(LIBS) -lcmocka -ljansson

# Schedules instances for tests/suites/roadmap.py.
$(BUILD)/solve: $(BUILD)/obj/tests/tools/solve.o $(BUILD)/libplanner.a
	$(call say,LINK $@)
	$(Q)$(CC) $(ALL_CFLAGS) -pie $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

# Fuzz targets: with libFuzzer, with AFL++, or as plain programs that replay the kept inputs (DRIVER= the object or flags that hold main).
FUZZ_TARGETS := profile knowledge arguments escape template
FUZZ_COMMON  := $(call object,tests/fuzz/fuzz.c tests/fuzz/skeleton.c)
DRIVER       ?=
FUZZERS      := $(FUZZ_TARGETS:%=$(BUILD)/fuzz/%)
# What checks is not what is explored.
$(FUZZ_COMMON): ALL_CFLAGS += $(if $(findstring fuzzer,$(SANITIZE)),-fno-sanitize=fuzzer-no-link)

$(BUILD)/fuzz/arguments $(BUILD)/fuzz/knowledge: $(filter-out %/start.o,$(filter $(BUILD)/obj/src/cli/%,$(TOOL_OBJ)))
$(FUZZERS): $(BUILD)/fuzz/%: $(BUILD)/obj/tests/fuzz/%.o $(FUZZ_COMMON) $(if $(DRIVER),,$(call object,tests/fuzz/replay.c)) $(BUILD)/libplanner.a
	@mkdir -p $(@D)
	$(call say,LINK $@)
	$(Q)$(CC) $(ALL_CFLAGS) -pie $(ALL_LDFLAGS) $(DRIVER) -o $@ $(filter-out %.a,$^) $(BUILD)/libplanner.a $(EDIT_LIBS) $(LIBS) -ljansson

# The longest first, since they run side by side.
SUITES := $(addprefix tests/suites/,sinks.py exact.py init.py questionnaire.py words.py acts.py office.py documents.sh batch.sh towns.py unchanged.py alike.py exchange.py \
              docx.py reports.sh circuit.py laws.py roadmap.py review.py editorial.py cases-advice.py page.py compare.sh tables.py codes.py \
              refusals.py roomy.py hostile-suite.sh cases-suite.sh schema.sh values.py terminal.py tutorial.py advice.sh knowledge.sh adversity.py \
              golden.sh cli.sh files.py register.sh complete.sh limits.py contrast.py unknown.sh hardening.sh) tests/fuzz/complete.sh tests/fuzz/replay.sh
# Every suite with programs that do nothing: nothing that a slow build would change.
NULL   := "tests/suites/null.py $(SUITES)"

tools:
	@sh tests/tools/setup.sh test

# For SECONDS each, or some: FUZZ_TARGETS='profile knowledge'. AFL++ joins in where there is one.
SECONDS ?= 60
fuzz: all
	@sh tests/tools/setup.sh fuzz
	@$(MAKE) --no-print-directory $(FUZZ_TARGETS:%=$(BUILD)/libfuzzer/fuzz/%) BUILD=$(BUILD)/libfuzzer CC=clang CFLAGS='-O2 -g' \
	    SANITIZE=address,undefined,fuzzer-no-link DRIVER=-fsanitize=fuzzer
	@if command -v afl-fuzz >/dev/null; then $(MAKE) --no-print-directory $(FUZZ_TARGETS:%=$(BUILD)/afl/fuzz/%) BUILD=$(BUILD)/afl \
	    CC=afl-clang-fast CFLAGS='-O2 -g' WHOLE= DRIVER=-fsanitize=fuzzer AFL_QUIET=1; fi
	@PLANNER=$(BUILD)/planner sh tests/tools/run.sh "tests/fuzz/run.sh $(SECONDS) $(BUILD)/libfuzzer/fuzz $$(if command -v afl-fuzz >/dev/null; then echo $(BUILD)/afl/fuzz; else echo -; fi) $(BUILD)/fuzzing $(FUZZ_TARGETS)"
	@cat $(BUILD)/fuzzing/totals

# Keeps what the fuzzers found interesting, as few and as small as can be.
fuzz-keep:
	@sh tests/fuzz/keep.sh $(BUILD)/libfuzzer/fuzz $(BUILD)/fuzzing

# What the tests need, under one name: a name of a file would be said to be up to date.
testable: all $(UNITS) $(FUZZERS) $(BUILD)/solve
	@:
test: tools
	@$(MAKE) --no-print-directory testable
	@PLANNER=$(BUILD)/planner sh tests/tools/run.sh tests/suites/runner.sh $(NULL) $(UNITS) $(SUITES)

golden-update: all
	@PLANNER=$(BUILD)/planner sh tests/suites/golden.sh --update | grep -v '^ok' || true

demo: all
	@$(BUILD)/planner examples/ville.yaml

docs: all
	$(BUILD)/planner knowledge reference > docs/profile.md
	$(BUILD)/planner knowledge reference --lang fr > docs/profil.md
	$(BUILD)/planner knowledge messages --lang en > docs/diagnostics.md

clean:
	rm -rf $(BUILD)

help:
	@echo 'make demo           builds and writes the strategy of an example town'
	@echo 'make test           builds and runs every test'
	@echo 'make                builds $(BUILD)/planner'
	@echo 'make check-asan     the tests under AddressSanitizer and UndefinedBehaviorSanitizer'
	@echo 'make faults         makes every allocation and every call of the system fail once, in turn'
	@echo 'make memcheck       representative runs under memcheck'
	@echo 'make page           $(BUILD)/planner.html: the questionnaire and the documents as one file for a browser'
	@echo 'make install        installs under PREFIX ($(PREFIX)), or DESTDIR; make uninstall removes all of it'
	@echo 'make manual         manual pages, in $(BUILD)'
	@echo 'make deb            Debian packages, in $(BUILD)/deb'
	@echo 'make dist           $(BUILD)/$(DIST).tar.gz; make distcheck builds and tests what it holds'
	@echo 'make check-install  installs, packages, links against the library and completes in shells, in temporary folders'
	@echo 'make check-offline  the page of `make page` says what the program says, byte for byte'
	@echo 'make check-page     the pages in chromium: axe-core, widths, console, A4, the story of a new user; pictures in $(BUILD)/page'
	@echo 'make check-sheets   the tables of -f csv and of batch in LibreOffice'
	@echo 'make check-office   documents of -f docx and tables of -f xlsx in LibreOffice, openpyxl and a validator of their schema'
	@echo 'make fuzz           fuzzes every target for SECONDS=60 each, with libFuzzer and AFL++; make fuzz-keep keeps what it found'
	@echo 'make coverage       lines and branches that the tests run'
	@echo 'make mutation       breaks the heart of the program in small ways; the tests must notice'
	@echo 'make lint           cppcheck, clang-tidy and gcc -fanalyzer'
	@echo 'make bench          times a run against bare YAML parsing, as ratios'
	@echo 'make golden-update  rewrites the golden files; read the difference like code'
	@echo 'make docs           rewrites docs/profile.md, docs/profil.md and docs/diagnostics.md from the knowledge'
	@echo 'make clean'
	@echo 'variables: CC CFLAGS LDFLAGS SANITIZE=address,undefined WERROR=1 STATIC= BUILD=dir V=1'
	@echo 'to install: PREFIX DESTDIR BINDIR LIBDIR INCLUDEDIR DATADIR MANDIR DOCDIR ZSHDIR'

# With fewer of the drawn conversations: each is some forty runs.
check-asan: tools
	@ROUNDS=15 LAWS=60 $(MAKE) --no-print-directory test NULL= BUILD=$(BUILD)/asan SANITIZE=address,undefined CFLAGS='-O1 -g -DDRAW_PART=6'

# Breaks three files in small ways, one at a time; the tests must notice.
MUTANTS ?= 96
mutation: tools
	@$(MAKE) --no-print-directory all $(UNITS:$(BUILD)/%=$(BUILD)/mutation/%) BUILD=$(BUILD)/mutation WHOLE= STATIC= CFLAGS='-O1 -g'
	@sh tests/tools/run.sh "tests/suites/mutation.py $(BUILD)/mutation $(MUTANTS)"

# Lines and branches that the whole suite runs, child processes included.
coverage: tools
	@sh tests/tools/setup.sh gates
	@find $(BUILD)/coverage -name '*.gcda' -delete 2>/dev/null || true
	@ROUNDS=15 LAWS=60 $(MAKE) --no-print-directory test NULL= LEFT_OUT='$(LEFT_OUT)' BUILD=$(BUILD)/coverage WHOLE= STATIC= CFLAGS='-O0 -g --coverage -fprofile-update=atomic -DDRAW_PART=6' \
	    HARDENING=-fPIE
	@sh tests/tools/run.sh "tests/tools/coverage.sh $(BUILD)/coverage"

# Linked dynamically, so that calls can be made to fail from outside. FAULTS: so many calls of a kind at most, drawn.
FAULTS ?=
faults: tools
	@$(MAKE) --no-print-directory all BUILD=$(BUILD)/dynamic STATIC= WHOLE=
	$(Q)$(CC) -shared -fPIC -O1 -Wall -Wextra -o $(BUILD)/dynamic/faults.so tests/tools/faults.c -ldl
	@sh tests/tools/run.sh "tests/suites/faults.py $(BUILD)/dynamic/planner $(BUILD)/dynamic/faults.so $(FAULTS)"

# Representative runs of the same build under memcheck.
memcheck: tools
	@sh tests/tools/setup.sh gates
	@$(MAKE) --no-print-directory all BUILD=$(BUILD)/dynamic STATIC= WHOLE=
	@sh tests/tools/run.sh "tests/suites/valgrind.sh $(BUILD)/dynamic/planner"

lint: ; @sh tests/tools/setup.sh gates && sh tests/suites/lint.sh

bench: tools
	@$(MAKE) --no-print-directory all $(BUILD)/bench/bare $(BUILD)/bench/chain $(BUILD)/bench/profiles $(BUILD)/bench/roadmap
	@BUILD=$(BUILD) sh tests/tools/bench.sh

$(BUILD)/bench/bare: tests/tools/bench.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,LINK $@)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -pie $(ALL_LDFLAGS) -o $@ $< $(LIBRARY_LIBS)

$(BUILD)/bench/chain $(BUILD)/bench/profiles $(BUILD)/bench/roadmap: $(BUILD)/bench/%: $(BUILD)/obj/tests/tools/bench_%.o $(BUILD)/libplanner.a
	@mkdir -p $(@D)
	$(call say,LINK $@)
	$(Q)$(CC) $(ALL_CFLAGS) -pie $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

# Installs what the build needs on Debian, or says what is missing elsewhere.
ready:
	@sh tests/tools/setup.sh build

.PHONY: all bench check-asan check-install check-offline check-office check-page check-sheets clean coverage deb demo dist distcheck docs faults force fuzz fuzz-keep golden-update help install installable lint manual memcheck mutation page ready register test testable tools uninstall
