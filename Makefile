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
DESTDIR  ?=
INSTALL  ?= install
SANITIZE ?=
WERROR   ?=
PKG_CONFIG ?= pkg-config

VERSION  := 0.1.0
# The day of the version: on manual pages and on the files of the tarball, so that both are the same on any day.
RELEASED := 2026-11-24
LIBRARIES := yaml-0.1 jansson libutf8proc libmd

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wformat=2 -Wundef -Wvla -Wswitch-enum -Wcast-qual -Wwrite-strings $(if $(WERROR),-Werror)
# No -fcf-protection: it holds only where every object of a program has it, and the libraries linked in do not.
HARDENING := -fstack-protector-strong -fstack-clash-protection -fPIE $(if $(SANITIZE),,-D_FORTIFY_SOURCE=2)
# The same bytes whatever the folder.
ANYWHERE  := -ffile-prefix-map=$(CURDIR)=.
# Optimised as a whole where the compiler is gcc; fat objects, so that archives serve everybody.
WHOLE := $(if $(SANITIZE),,$(if $(findstring Free Software,$(shell $(CC) --version 2>/dev/null)),-flto=auto -ffat-lto-objects))
SANITIZERS := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer)

ALL_CPPFLAGS = -D_XOPEN_SOURCE=700 -DPL_VERSION='"$(VERSION)"' -Isrc -Iinclude -I$(BUILD) \
               $(shell $(PKG_CONFIG) --cflags $(LIBRARIES) 2>/dev/null) $(CPPFLAGS)
ALL_CFLAGS   = -std=c11 $(WARNINGS) $(HARDENING) $(ANYWHERE) $(WHOLE) $(SANITIZERS) $(CFLAGS)
ALL_LDFLAGS  = -Wl,-z,relro,-z,now,-z,noexecstack $(SANITIZERS) $(LDFLAGS)
LIBS         = $(shell $(PKG_CONFIG) --libs $(LIBRARIES)) -pthread
# The program is linked statically, still at a random address: a run lasts about a millisecond, and finding shared libraries would be a
# tenth of it. STATIC= links dynamically, as a distribution wants it.
STATIC ?= 1
LINKED = $(if $(STATIC),$(if $(SANITIZE),-pie,-static-pie),-pie)

BASE_SRC   := $(wildcard src/base/*.c src/yaml/*.c) $(filter-out src/model/emit%.c,$(wildcard src/model/*.c))
TOOL_SRC   := $(filter-out src/cli/emit%.c,$(wildcard src/engine/*.c src/report/*.c src/cli/*.c))
API_SRC    := $(wildcard src/api/*.c)
LIB_SRC    := $(BASE_SRC) $(API_SRC) $(filter-out src/cli/%,$(TOOL_SRC))
KNOWLEDGE  := $(sort $(wildcard src/knowledge/*.yaml src/knowledge/*/*.yaml))

object = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))
BASE_OBJ := $(call object,$(BASE_SRC))
TOOL_OBJ := $(call object,$(TOOL_SRC))

# V=1 shows the commands.
Q := $(if $(V),,@)
say = @$(if $(V),:,echo '  $(1)')

.DELETE_ON_ERROR:
.SUFFIXES:

all: $(BUILD)/planner

MADE := $(BUILD)/obj/knowledge_builtin.o $(BUILD)/obj/register_builtin.o $(BUILD)/obj/report_style.o

$(BUILD)/planner: $(BASE_OBJ) $(TOOL_OBJ) $(MADE)
	$(call say,LINK $@)
	$(Q)$(CC) $(ALL_CFLAGS) $(LINKED) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

# The knowledge is read once, here: a fault in it stops the build and says where.
$(BUILD)/compile-knowledge: $(filter-out %/register.o,$(BASE_OBJ)) $(call object,src/model/emit.c)
	$(call say,LINK $@)
	$(Q)$(CC) $(ALL_CFLAGS) -pie $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/knowledge_builtin.c: $(BUILD)/compile-knowledge $(KNOWLEDGE)
	$(call say,KNOWLEDGE $@)
	$(Q)$(BUILD)/compile-knowledge src/knowledge > $@

$(BUILD)/compile-register: $(filter $(BUILD)/obj/src/base/%,$(BASE_OBJ)) $(call object,src/model/emit_register.c)
	$(call say,LINK $@)
	$(Q)$(CC) $(ALL_CFLAGS) -pie $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/register_builtin.c: $(BUILD)/compile-register $(wildcard src/knowledge/register/*)
	$(call say,REGISTER $@)
	$(Q)$(BUILD)/compile-register src/knowledge/register > $@

# The style sheet of HTML reports as bytes of C: as a string it would be longer than every compiler must take.
$(BUILD)/report_style.c: src/report/report.css $(BUILD)/flags
	$(call say,STYLE $@)
	$(Q){ echo '#include "report/html.h"'; echo 'const char pl_html_style[] = {'; \
	     sed 's/^ *//' $< | od -An -v -tu1 | sed 's/[0-9][0-9]*/&,/g'; echo '0};'; } > $@

$(MADE): $(BUILD)/obj/%.o: $(BUILD)/%.c
	$(call say,CC $@)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -Wno-missing-braces -Wno-missing-field-initializers -c -o $@ $<

# Where the program is installed is known to the command line only: another PREFIX rebuilds no more than that.
CLI_OBJ := $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard src/cli/*.c))
$(CLI_OBJ): ALL_CPPFLAGS += -DPL_DOCS='"$(DOCDIR)/docs"'
$(CLI_OBJ) $(BUILD)/obj/src/report/template.o: ALL_CPPFLAGS += -DPL_SCHEMA='"$(DATADIR)/planner/profile.schema.json"'
$(CLI_OBJ): $(BUILD)/prefix
$(BUILD)/prefix: force
	@mkdir -p $(@D)
	@echo '$(DATADIR) $(DOCDIR)' | cmp -s - $@ || echo '$(DATADIR) $(DOCDIR)' > $@

# A change of compiler or flags rebuilds everything.
FLAGS := $(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(LINKED) $(ALL_LDFLAGS)
$(BUILD)/flags: force | ready
	@mkdir -p $(@D)
	@echo '$(subst ','\'',$(FLAGS))' | cmp -s - $@ || echo '$(subst ','\'',$(FLAGS))' > $@

$(BUILD)/obj/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC $@)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)

# The official register, from npm.
register:
	@sh src/knowledge/register/refresh

# ---- installation ------------------------------------------------------------------------------------------

# Manual pages and completions come from the tables of the program (src/cli/emit*.c) and the templates in docs/manual.
PAGES := $(patsubst docs/manual/%,$(BUILD)/manual/%,$(wildcard docs/manual/*/*.[15]))
SHELLS := bash zsh fish
COMPLETIONS := $(SHELLS:%=$(BUILD)/completion/planner.%)

# Not optimised as a whole: it runs once.
$(BUILD)/print-manual: $(filter-out %/start.o,$(BASE_OBJ) $(TOOL_OBJ)) $(call object,$(wildcard src/cli/emit*.c)) $(MADE)
	$(call say,LINK $@)
	$(Q)$(CC) $(ALL_CFLAGS) -fno-lto -pie $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(PAGES): $(BUILD)/manual/%: docs/manual/% $(BUILD)/print-manual
	@mkdir -p $(@D)
	$(call say,MANUAL $@)
	$(Q)$(BUILD)/print-manual $(notdir $(patsubst %/,%,$(dir $*))) $(RELEASED) < $< > $@

$(COMPLETIONS): $(BUILD)/completion/planner.%: $(BUILD)/print-manual
	@mkdir -p $(@D)
	$(call say,COMPLETION $@)
	$(Q)$(BUILD)/print-manual $* > $@

$(BUILD)/profile.schema.json: $(BUILD)/planner
	$(Q)LC_ALL=C $(BUILD)/planner schema > $@

manual: $(PAGES) $(COMPLETIONS)

PC_VALUES := PREFIX LIBDIR INCLUDEDIR VERSION LIBRARIES
$(BUILD)/planner.pc: src/package/planner.pc.in force
	$(Q)sed $(foreach value,$(PC_VALUES),-e 's,@$(value)@,$($(value)),') $< > $@

# What goes where: FROM>TO, TO under DESTDIR.
EXAMPLES := $(wildcard examples/*.yaml examples/*.c)
DOCUMENTS := $(wildcard docs/*.md)
INSTALLED := $(BUILD)/libplanner.a>$(LIBDIR)/libplanner.a $(BUILD)/planner.pc>$(LIBDIR)/pkgconfig/planner.pc \
    include/planner.h>$(INCLUDEDIR)/planner.h $(BUILD)/profile.schema.json>$(DATADIR)/planner/profile.schema.json \
    $(BUILD)/completion/planner.bash>$(DATADIR)/bash-completion/completions/planner \
    $(BUILD)/completion/planner.zsh>$(DATADIR)/zsh/site-functions/_planner \
    $(BUILD)/completion/planner.fish>$(DATADIR)/fish/vendor_completions.d/planner.fish \
    $(foreach page,$(PAGES),$(page)>$(MANDIR)/$(patsubst en/%,%,$(patsubst $(BUILD)/manual/%/,%/,$(dir $(page))))man$(subst .,,$(suffix $(page)))/$(notdir $(page))) \
    $(foreach file,README.md LICENSE $(DOCUMENTS) $(EXAMPLES),$(file)>$(DOCDIR)/$(file))
# Folders that go when they are left empty, the innermost first; bin, lib, include, share and man stay.
FOLDERS := $(LIBDIR)/pkgconfig $(MANDIR)/man1 $(MANDIR)/man5 $(MANDIR)/fr/man1 $(MANDIR)/fr/man5 $(MANDIR)/fr \
    $(DATADIR)/bash-completion/completions $(DATADIR)/bash-completion $(DATADIR)/zsh/site-functions $(DATADIR)/zsh \
    $(DATADIR)/fish/vendor_completions.d $(DATADIR)/fish $(DATADIR)/planner $(DOCDIR)/docs $(DOCDIR)/examples $(DOCDIR) \
    $(patsubst %/,%,$(dir $(DOCDIR)))

install: all manual $(BUILD)/libplanner.a $(BUILD)/planner.pc $(BUILD)/profile.schema.json
	@mkdir -p $(DESTDIR)$(BINDIR)
	$(call say,INSTALL $(DESTDIR)$(BINDIR)/planner)
	$(Q)$(INSTALL) -m 755 $(BUILD)/planner $(DESTDIR)$(BINDIR)/planner
	@set -e; for pair in $(foreach pair,$(INSTALLED),'$(pair)'); do \
	    to=$(DESTDIR)$${pair#*>}; mkdir -p "$${to%/*}"; $(if $(V),echo "  INSTALL $$to";) \
	    $(INSTALL) -m 644 "$${pair%%>*}" "$$to"; \
	done

uninstall:
	$(call say,UNINSTALL $(DESTDIR)$(PREFIX))
	@rm -f $(DESTDIR)$(BINDIR)/planner $(foreach pair,$(INSTALLED),'$(DESTDIR)$(lastword $(subst >, ,$(pair)))')
	@for folder in $(addprefix $(DESTDIR),$(FOLDERS)); do rmdir "$$folder" 2>/dev/null || true; done

# ---- packages ----------------------------------------------------------------------------------------------

# Debian packages: linked dynamically, as a distribution wants it.
deb: tools
	@rm -rf $(BUILD)/deb/root
	@$(MAKE) --no-print-directory install BUILD=$(BUILD)/deb/build STATIC= WHOLE= DESTDIR=$(BUILD)/deb/root \
	    PREFIX=/usr BINDIR=/usr/bin LIBDIR=/usr/lib INCLUDEDIR=/usr/include DATADIR=/usr/share MANDIR=/usr/share/man \
	    DOCDIR=/usr/share/doc/planner
	@sh src/package/deb $(VERSION) $(RELEASED) $(abspath $(BUILD)/deb/root) $(abspath $(BUILD)/deb)

# The same bytes on any day and machine, from a clone or from the tarball itself: sorted names, fixed owner, modes and times.
DIST := planner-$(VERSION)
TREE := Makefile README.md LICENSE .ci .clang-format .clang-tidy .gitattributes .gitignore docs examples include src tests
SOURCES = $(if $(wildcard .git),git ls-files $(TREE),find $(TREE) -type f)
dist:
	@mkdir -p $(BUILD)
	$(call say,DIST $(BUILD)/$(DIST).tar.gz)
	$(Q)$(SOURCES) | LC_ALL=C sort | tar --create --files-from=- --transform='s,^,$(DIST)/,' --format=ustar --owner=0 --group=0 --numeric-owner \
	    --mode=u+rwX,go+rX,go-w --mtime=@$$(date -u -d '$(RELEASED)' +%s) --file=$(BUILD)/$(DIST).tar
	$(Q)gzip -9nf $(BUILD)/$(DIST).tar

distcheck: dist tools
	@rm -rf $(BUILD)/distcheck && mkdir -p $(BUILD)/distcheck
	@MAKE='$(MAKE)' sh tests/run "tests/distcheck $(abspath $(BUILD)/$(DIST).tar.gz) $(abspath $(BUILD)/distcheck)"

# What is installed, in all the ways there are.
check-install:
	@sh tests/setup install
	@$(MAKE) --no-print-directory all manual $(BUILD)/libplanner.a
	@BUILD=$(BUILD) MAKE='$(MAKE)' sh tests/run tests/install
	@$(MAKE) --no-print-directory deb
	@sh tests/run "tests/deb $(BUILD)/deb"
	@$(MAKE) --no-print-directory distcheck

# The page in a browser; pictures of it stay in $(BUILD)/page.
check-page: all
	@sh tests/setup page
	@sh tests/run "tests/browser $(BUILD)/planner $(BUILD)/page"

# The tables in LibreOffice.
check-sheets: all
	@sh tests/setup sheets
	@PLANNER=$(BUILD)/planner sh tests/run tests/spreadsheet

# ---- tests -------------------------------------------------------------------------------------------------

UNIT_SRC := $(wildcard tests/unit/*.c)
UNITS    := $(UNIT_SRC:tests/unit/%.c=$(BUILD)/tests/%)

$(BUILD)/libplanner.a: $(call object,$(LIB_SRC)) $(MADE)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

$(UNITS): $(BUILD)/tests/%: $(BUILD)/obj/tests/unit/%.o $(BUILD)/libplanner.a
	@mkdir -p $(@D)
	$(call say,LINK $@)
	$(Q)$(CC) $(ALL_CFLAGS) -pie $(ALL_LDFLAGS) -o $@ $^ $(LIBS) -lcmocka

# Fuzz targets: with libFuzzer, with AFL++, or as plain programs that replay the kept inputs (DRIVER= the object or flags that hold main).
FUZZ_TARGETS := profile knowledge arguments escape
FUZZ_COMMON  := $(call object,tests/fuzz/fuzz.c tests/fuzz/skeleton.c)
DRIVER       ?=
FUZZERS      := $(FUZZ_TARGETS:%=$(BUILD)/fuzz/%)
# What checks is not what is explored.
$(FUZZ_COMMON): ALL_CFLAGS += $(if $(findstring fuzzer,$(SANITIZE)),-fno-sanitize=fuzzer-no-link)

$(BUILD)/fuzz/arguments: $(filter-out %/start.o,$(filter $(BUILD)/obj/src/cli/%,$(TOOL_OBJ)))
$(FUZZERS): $(BUILD)/fuzz/%: $(BUILD)/obj/tests/fuzz/%.o $(FUZZ_COMMON) $(if $(DRIVER),,$(call object,tests/fuzz/replay.c)) $(BUILD)/libplanner.a
	@mkdir -p $(@D)
	$(call say,LINK $@)
	$(Q)$(CC) $(ALL_CFLAGS) -pie $(ALL_LDFLAGS) $(DRIVER) -o $@ $(filter-out %.a,$^) $(BUILD)/libplanner.a $(LIBS)

# The longest first, since they run side by side; those that compare times run alone.
ALONE  := tests/limits
SUITES := tests/sinks tests/init tests/batch tests/exchange tests/reports tests/page tests/compare tests/codes tests/refusals tests/hostile-suite tests/terminal tests/tutorial \
          tests/advice tests/knowledge tests/adversity tests/golden tests/cli tests/register tests/contrast tests/hardening tests/fuzz/complete tests/fuzz/replay

tools:
	@sh tests/setup test

# For SECONDS each, or some: FUZZ_TARGETS='profile knowledge'. AFL++ joins in where there is one.
SECONDS ?= 60
fuzz: all
	@sh tests/setup fuzz
	@$(MAKE) --no-print-directory $(FUZZ_TARGETS:%=$(BUILD)/libfuzzer/fuzz/%) BUILD=$(BUILD)/libfuzzer CC=clang CFLAGS='-O2 -g' \
	    SANITIZE=address,undefined,fuzzer-no-link DRIVER=-fsanitize=fuzzer
	@if command -v afl-fuzz >/dev/null; then $(MAKE) --no-print-directory $(FUZZ_TARGETS:%=$(BUILD)/afl/fuzz/%) BUILD=$(BUILD)/afl \
	    CC=afl-clang-fast CFLAGS='-O2 -g' WHOLE= DRIVER=-fsanitize=fuzzer AFL_QUIET=1; fi
	@PLANNER=$(BUILD)/planner sh tests/run "tests/fuzz/run $(SECONDS) $(BUILD)/libfuzzer/fuzz $$(if command -v afl-fuzz >/dev/null; then echo $(BUILD)/afl/fuzz; else echo -; fi) $(BUILD)/fuzzing $(FUZZ_TARGETS)"
	@cat $(BUILD)/fuzzing/totals

# Keeps what the fuzzers found interesting, as few and as small as can be.
fuzz-keep:
	@sh tests/fuzz/keep $(BUILD)/libfuzzer/fuzz $(BUILD)/fuzzing

test: tools
	@$(MAKE) --no-print-directory all $(UNITS) $(FUZZERS)
	@PLANNER=$(BUILD)/planner sh tests/run tests/runner $(UNITS) $(SUITES) -- $(ALONE)

golden-update: all
	@PLANNER=$(BUILD)/planner sh tests/golden --update | grep -v '^ok' || true

demo: all
	@$(BUILD)/planner examples/ville.yaml

docs: all
	$(BUILD)/planner knowledge reference > docs/profile.md
	$(BUILD)/planner knowledge messages --lang en > docs/diagnostics.md

clean:
	rm -rf $(BUILD)

help:
	@echo 'make demo           builds and writes the strategy of an example town'
	@echo 'make test           builds and runs every test'
	@echo 'make                builds $(BUILD)/planner'
	@echo 'make check-asan     the tests under AddressSanitizer and UndefinedBehaviorSanitizer'
	@echo 'make faults         makes every allocation and every call of the system fail once, in turn'
	@echo 'make install        installs under PREFIX ($(PREFIX)), or DESTDIR; make uninstall removes all of it'
	@echo 'make manual         manual pages and completions of shells, in $(BUILD)'
	@echo 'make deb            Debian packages, in $(BUILD)/deb'
	@echo 'make dist           $(BUILD)/$(DIST).tar.gz; make distcheck builds and tests what it holds'
	@echo 'make check-install  installs, packages, links against the library and completes in shells, in temporary folders'
	@echo 'make check-page     the page of -f html in chromium: axe-core, widths, console, A4; pictures in $(BUILD)/page'
	@echo 'make check-sheets   the tables of -f csv and of batch in LibreOffice'
	@echo 'make fuzz           fuzzes every target for SECONDS=60 each, with libFuzzer and AFL++; make fuzz-keep keeps what it found'
	@echo 'make coverage       lines and branches that the tests run'
	@echo 'make mutation       breaks the heart of the program in small ways; the tests must notice'
	@echo 'make lint           cppcheck, clang-tidy and gcc -fanalyzer'
	@echo 'make bench          times a run against bare YAML parsing, as ratios'
	@echo 'make golden-update  rewrites the golden files; read the difference like code'
	@echo 'make docs           rewrites docs/profile.md and docs/diagnostics.md from the knowledge'
	@echo 'make clean'
	@echo 'variables: CC CFLAGS LDFLAGS SANITIZE=address,undefined WERROR=1 STATIC= BUILD=dir V=1'
	@echo 'to install: PREFIX DESTDIR BINDIR LIBDIR INCLUDEDIR DATADIR MANDIR DOCDIR'

# With fewer of the drawn conversations: each is some forty runs.
check-asan: tools
	@ROUNDS=15 $(MAKE) --no-print-directory test BUILD=$(BUILD)/asan SANITIZE=address,undefined CFLAGS='-O1 -g'

# Breaks three files in small ways, one at a time; the tests must notice.
MUTANTS ?= 96
mutation: tools
	@$(MAKE) --no-print-directory all $(UNITS:$(BUILD)/%=$(BUILD)/mutation/%) BUILD=$(BUILD)/mutation WHOLE= STATIC= CFLAGS='-O1 -g'
	@sh tests/run "tests/mutation $(BUILD)/mutation $(MUTANTS)"

# Lines and branches that the whole suite runs, child processes included.
coverage: tools
	@sh tests/setup gates
	@find $(BUILD)/coverage -name '*.gcda' -delete 2>/dev/null || true
	@ROUNDS=15 $(MAKE) --no-print-directory test BUILD=$(BUILD)/coverage WHOLE= STATIC= CFLAGS='-O0 -g --coverage -fprofile-update=atomic' \
	    HARDENING=-fPIE
	@sh tests/run "tests/coverage $(BUILD)/coverage"

# Linked dynamically, so that calls can be made to fail from outside.
faults: tools
	@$(MAKE) --no-print-directory all BUILD=$(BUILD)/dynamic STATIC= WHOLE=
	$(Q)$(CC) -shared -fPIC -O1 -Wall -Wextra -o $(BUILD)/dynamic/faults.so tests/faults.c -ldl
	@sh tests/run "tests/faults $(BUILD)/dynamic/planner $(BUILD)/dynamic/faults.so"

lint: ; @sh tests/setup gates && sh tests/lint

bench: tools
	@$(MAKE) --no-print-directory all $(BUILD)/bench/bare $(BUILD)/bench/chain $(BUILD)/bench/profiles
	@BUILD=$(BUILD) sh tests/bench

$(BUILD)/bench/bare: tests/bench.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,LINK $@)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -pie $(ALL_LDFLAGS) -o $@ $< $(shell $(PKG_CONFIG) --libs yaml-0.1)

$(BUILD)/bench/chain $(BUILD)/bench/profiles: $(BUILD)/bench/%: $(BUILD)/obj/tests/bench_%.o $(BUILD)/libplanner.a
	@mkdir -p $(@D)
	$(call say,LINK $@)
	$(Q)$(CC) $(ALL_CFLAGS) -pie $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

# Installs what the build needs on Debian, or says what is missing elsewhere.
ready:
	@sh tests/setup build

.PHONY: all bench check-asan check-install check-page check-sheets clean coverage deb demo dist distcheck docs faults force fuzz fuzz-keep golden-update help install lint manual mutation ready register test tools uninstall
