# Makefile — everything is built out of tree, under $(B).  `make help` lists the targets.
# Nothing here knows what a module does: sources, SQL, contracts and tests are found by
# their directories.
MAKEFLAGS += --no-builtin-rules --no-print-directory
SHELL := /bin/bash
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:

FLAVOUR ?= release
B ?= build$(if $(filter-out release,$(FLAVOUR)),/$(FLAVOUR))
CC := $(if $(filter fuzz,$(FLAVOUR)),clang,$(if $(filter default,$(origin CC)),gcc,$(CC)))
JOBS ?= $(shell nproc)
export MC_BUILD = $(abspath $(B))

# V=1 shows the commands themselves.
Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-6s %s\n' '$(1)' '$(2)')

# ---------------------------------------------------------------- packages
# The Debian packages of the goals are installed before anything else: make restarts when it
# remakes an included file, and then pkg-config knows the libraries.  A target that is in
# none of the lists gets everything but Docker.
GOALS := $(or $(MAKECMDGOALS),all)
NEEDS_NOTHING := help clean down reset logs
NEEDS_RUN := all binaries generated web deps run up psql
NEEDS_LONG := docker long
MODE := $(or $(if $(filter $(NEEDS_LONG),$(GOALS)),long),\
             $(if $(filter-out $(NEEDS_NOTHING) $(NEEDS_RUN),$(GOALS)),test),\
             $(if $(filter-out $(NEEDS_NOTHING),$(GOALS)),run))
ifneq ($(MODE),)
include $(B)/packages-$(MODE).mk
endif
$(B)/packages-%.mk: deploy/install-deps.sh
	@deploy/install-deps.sh $*
	@mkdir -p $(@D) && touch $@

# ---------------------------------------------------------------- flags
PACKAGES := libczmq libzmq libprotobuf-c libpq libmicrohttpd jansson xlsxwriter libzip libxml-2.0 \
            libcurl icu-uc icu-i18n libsodium libseccomp zlib hunspell \
            libexif libjpeg vips poppler-glib libcrypto tesseract
# Errors are hidden: on a bare machine the packages come first (above).
LIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lunistring -lmagic -lglpk -lm -pthread
SYSTEM := $(patsubst -I%,-isystem%,$(shell pkg-config --cflags-only-I $(PACKAGES) 2>/dev/null))

WARN := -Wall -Wextra -Wpedantic -Werror -Wconversion -Wsign-conversion -Wshadow \
        -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
        -Wpointer-arith -Wwrite-strings -Wformat=2 -Wundef -Wvla -Wswitch-enum \
        -Wimplicit-fallthrough -Wnull-dereference -Wdouble-promotion \
        $(if $(findstring clang,$(CC)),-Wcast-align,-Wcast-align=strict -Wcast-qual)
# (clang's -Wcast-qual would judge the macros of protobuf-c.)
# The sanitizers' code makes gcc report null dereferences that do not exist.
WARN += $(if $(filter asan,$(FLAVOUR)),-Wno-null-dereference)
# Hidden: a shared library must never call a function of ours instead of its own
# (libuuid and jansson have some of the same names).
HARD := -fvisibility=hidden -fno-common -fstack-protector-strong -fstack-clash-protection -fPIE \
        $(if $(filter x86_64,$(shell uname -m)),-fcf-protection)
# --as-needed: most programs use few of the libraries.
LINK := -pie -Wl,-z,relro,-z,now,--as-needed

FLAGS_release := -O2 -g -D_FORTIFY_SOURCE=3
FLAGS_asan := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
              -fno-sanitize-recover=undefined
FLAGS_fuzz := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined,fuzzer-no-link \
              -fno-sanitize-recover=undefined
$(if $(FLAGS_$(FLAVOUR)),,$(error FLAVOUR is release, asan or fuzz, not "$(FLAVOUR)"))

INCLUDE := -std=c17 -D_GNU_SOURCE -Iservices/core -Iservices/domain -Iservices -Itests -isystem $(B)/gen $(SYSTEM)
CFLAGS_ALL = $(INCLUDE) $(FLAGS_$(FLAVOUR)) $(HARD) $(CFLAGS)

# ---------------------------------------------------------------- sources
PROTOS := $(wildcard proto/*/v1/*.proto)
PB_C := $(PROTOS:proto/%.proto=$(B)/gen/%.pb-c.c)
SQL_DIRS := $(sort $(dir $(wildcard services/*/sql/*.sql services/core/*/sql/*.sql)))
sql_header = $(B)/gen/$(patsubst core/%,%,$(1:services/%/sql/=%))/sql.h
SQL_H := $(foreach d,$(SQL_DIRS),$(call sql_header,$(d)))
GATEWAY_H := $(B)/gen/gateway/statements.h $(B)/gen/gateway/statement_table.h $(B)/gen/gateway/routes.h
GENERATED := $(PB_C:.c=.h) $(SQL_H) $(GATEWAY_H) $(B)/gen/schema_files.h

# core knows nothing of the Youth Union; domain is pure; a service uses both.
# tests/static/layers.sh states the order of the layers.
CORE := $(notdir $(patsubst %/,%,$(wildcard services/core/*/)))
DOMAIN := $(notdir $(patsubst %/,%,$(wildcard services/domain/*/)))
LIBRARIES := $(CORE) $(DOMAIN)
# One directory, one program.
MAINS := $(wildcard services/*/main.c)
SERVICES := $(MAINS:services/%/main.c=%)
service_of = $(word 2,$(subst /, ,$(1)))
program_of = $(patsubst ctl,minhchung,$(service_of))
service_sources = $(filter-out $(MAINS),$(wildcard services/$(1)/*.c services/$(1)/*/*.c))
objects = $(patsubst %.c,$(B)/obj/%.o,$(1))
archives = $(1:%=$(B)/lib/lib%.a)
BINARIES := $(foreach m,$(MAINS),$(B)/bin/$(call program_of,$(m)))

PAPERS := $(patsubst deploy/papers/%.txt,$(B)/papers/%.docx,$(wildcard deploy/papers/*.txt))

KINDS := unit integration e2e fault
test_binaries = $(patsubst tests/%.c,$(B)/bin/%,$(wildcard tests/$(1)/*_test.c))
TESTS := $(foreach k,$(KINDS),$(call test_binaries,$(k)))
# What a test in another language runs.
TOOLS := $(patsubst tests/%.c,$(B)/bin/%,$(filter-out %_test.c,$(wildcard $(KINDS:%=tests/%/*.c))))
LOAD := $(patsubst tests/load/%.c,$(B)/bin/load_%,$(wildcard tests/load/*.c))
FUZZ := $(patsubst tests/fuzz/%.c,$(B)/bin/fuzz/%,$(wildcard tests/fuzz/*_fuzz.c))

# ---------------------------------------------------------------- targets
.PHONY: all binaries tests load generated fuzzers web papers deps run up down reset logs psql test unit rules \
        integration demo e2e browser fault sanitize fuzz image docker bare static quick tidy long bench screenshots \
        quality fmt tags compile_commands.json one clean help FORCE

all: binaries web papers  ## build everything that an installation runs

binaries: $(BINARIES)     ## the services and the command line

tests: $(TESTS) $(TOOLS) $(LOAD)   ## the test programs

generated: $(GENERATED) $(PB_C)  ## the output of protoc-c and sql2c.awk

load: $(LOAD)             ## the load generators

fuzzers: $(FUZZ)

web: $(B)/web/.done $(B)/web/mau/bo-tieu-chi.xlsx  ## the web page

papers: $(PAPERS)         ## the default templates of papers

deps: ;                   ## install what building and running need (Debian packages)

# DEMO=no: without the demo; the first administrator begins with a one-time link.
export MINHCHUNG_DEMO := $(if $(filter no,$(DEMO)),0,$(MINHCHUNG_DEMO))

run:                      ## install, build, start everything, load the demo (DEMO=no: without), run until Ctrl-C
	@$(MAKE) -j$(JOBS) all
	@deploy/local/run.sh

up:                       ## the same in the background; returns when ready
	@$(MAKE) -j$(JOBS) all
	@deploy/local/up.sh

down:                     ## drain and stop what `make up` started
	@deploy/local/down.sh

reset:                    ## stop, ask, and remove all data
	@deploy/local/reset.sh

logs:                     ## follow the logs of the services of `make up`
	@deploy/local/logs.sh

psql:                     ## psql on the database of `make up`; SQL=file runs it
	@deploy/local/psql.sh $(if $(SQL),-f $(SQL))

test:                     ## install, build, run every test; ends with "N passed, N failed"
	@tests/run.sh build image-if-changed static unit rules integration demo e2e browser fault sanitize fuzz

unit: binaries $(call test_binaries,unit) $(TOOLS)  ## tests of pure modules
	@tests/run.sh $@

integration: binaries $(call test_binaries,integration)  ## tests with PostgreSQL and sockets
	@tests/run.sh $@

e2e: all $(call test_binaries,e2e)  ## the whole system over HTTP
	@tests/run.sh $@

rules: binaries           ## the rules against a second implementation, real schemes and the workbook
	@tests/run.sh $@

browser demo: all
	@tests/run.sh $@

fault: all $(call test_binaries,fault) $(LOAD)  ## the fault test in its long form
	@MC_LONG=1 tests/run.sh $@

sanitize:                 ## unit and integration tests under ASan and UBSan
	@tests/run.sh $@

static: binaries           ## layering, banned calls, sizes, EXPLAIN of every SQL file, linters
	@tests/run.sh $@

quick: binaries $(call test_binaries,unit) $(TOOLS)  ## unit tests and the fast static checks
	@MC_QUICK=1 tests/run.sh static unit

fuzz:                     ## each fuzzer for MC_FUZZ_SECONDS (600)
	@MC_FUZZ_SECONDS=$${MC_FUZZ_SECONDS:-600} tests/run.sh $@

image: binaries           ## build and run the image in a clean Debian root (as root); writes its stamp
	@tests/run.sh $@

docker:                   ## the README's Docker commands, with a Docker daemon of the test's own (as root)
	@tests/run.sh $@

bare:                     ## the README's first command in a Debian without make or compiler (as root)
	@tests/run.sh $@

tidy: binaries            ## clang-tidy with its analyzer on all paths
	@MC_LONG=1 MC_BUILD=$(B) bash tests/static/clang_tidy.sh

long: tidy fault fuzz image docker bare  ## the long tests (docs/CONTRIBUTING.md lists what only they verify)

bench:                    ## measure speed against the limits of this machine; writes build/bench.json
	@$(MAKE) -j$(JOBS) all load
	@tests/load/bench.sh

screenshots: web          ## photograph every view of the running demo (make run) in build/screenshots
	@. tests/support/limits.sh && cd tests/browser && { [ -d node_modules ] || npm ci --no-audit --no-fund --silent; } && \
	    MINHCHUNG_HTTP=$${MINHCHUNG_HTTP:-127.0.0.1:8080} MC_ACCOUNTS=$(CURDIR)/var/demo-accounts.json MC_SHOTS=$(abspath $(B))/screenshots node screenshots.mjs

quality:                  ## precision and recall of each check, false alarms on real articles; the handbook
	@$(MAKE) -j$(JOBS) all $(TOOLS)
	@tests/quality/quality.sh

C_FILES = $(shell find services tests \( -name node_modules -o -name dist \) -prune -o -name '*.[ch]' -print)
fmt:                      ## format every C file
	@clang-format -i $(C_FILES)

tags:                     ## an index of names for editors
	@ctags -f $@ $(C_FILES)

# For clangd and other tools.
compile_commands.json: generated  ## how each C file is compiled, for clangd
	@{ echo '['; for file in $(filter %.c,$(C_FILES)); do \
	    printf '%s{"directory": "%s", "file": "%s", "command": "%s -c %s"}' "$$comma" '$(CURDIR)' \
	        "$$file" '$(subst ",\",$(CC) $(CFLAGS_ALL) $(WARN))' "$$file"; comma=$$',\n'; \
	done; echo; echo ']'; } >$@

clean:                    ## remove the build's output (never the data under var/)
	rm -rf $(B) tags compile_commands.json

help:
	@grep -hE '^[a-z0-9_.]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | expand -t 23
	@echo 'FLAVOUR=release|asan|fuzz  B=<build directory>  CC=gcc|clang  V=1'

# One test, e.g. make one T=store_lane_test
ONE := $(patsubst tests/%.c,$(B)/bin/%,$(firstword $(wildcard $(KINDS:%=tests/%/$(T).c))))
one: $(if $(T),$(ONE) $(if $(filter %/unit/$(T),$(ONE)),,binaries))
	@$(if $(ONE),,echo 'no test named "$(T)"'; exit 2;) \
	    $(if $(filter %/unit/$(T),$(ONE)),,tests/support/pg.sh) $(abspath $(ONE))

# ---------------------------------------------------------------- generated code
# A contract may import another, so each depends on all of them.
$(B)/gen/%.pb-c.c $(B)/gen/%.pb-c.h &: proto/%.proto $(PROTOS)
	@mkdir -p $(B)/gen
	$(call say,PROTO,$<)
	$(Q)protoc-c --proto_path=proto --c_out=$(B)/gen $(<:proto/%=%)

# The directory is a prerequisite too: removing a file must change the header.
define sql_rule
$(call sql_header,$(1)): $(wildcard $(1)*.sql) $(1) deploy/sql2c.awk
	@mkdir -p $$(@D)
	$$(call say,SQL,$(1))
	$$(Q)awk -f deploy/sql2c.awk $$(filter %.sql,$$^) > $$@
endef
$(foreach d,$(SQL_DIRS),$(eval $(call sql_rule,$(d))))

# The declarations of the gateway's statements and routes, as tables.
GATEWAY_SAYS := $(wildcard services/gateway/sql/*.sql services/gateway/routes/*.c)
$(GATEWAY_H): part = $(patsubst statements,header,$(patsubst statement_table,table,$(basename $(@F))))
$(GATEWAY_H): $(GATEWAY_SAYS) services/gateway/sql services/gateway/routes deploy/statements.awk
	@mkdir -p $(@D)
	$(call say,SQL,$@)
	$(Q)awk -v part=$(part) -f deploy/statements.awk $(GATEWAY_SAYS) > $@

# Migrations by name, then the functions of each area in the order of the file "order".
SCHEMA := deploy/schema
AREAS := $(shell sed 's/\#.*//' $(SCHEMA)/functions/order)
STRAY := $(filter-out $(AREAS),$(basename $(notdir $(wildcard $(SCHEMA)/functions/*.sql))))
$(if $(STRAY),$(error not in $(SCHEMA)/functions/order: $(STRAY)))
$(B)/gen/schema_files.h: $(sort $(wildcard $(SCHEMA)/migrations/*.sql)) \
        $(AREAS:%=$(SCHEMA)/functions/%.sql) $(SCHEMA)/functions/order \
        $(SCHEMA)/migrations $(SCHEMA)/functions deploy/sql2c.awk
	@mkdir -p $(@D)
	$(call say,SQL,$(SCHEMA))
	$(Q)awk -v schema=1 -f deploy/sql2c.awk $(filter %.sql,$^) > $@

# ---------------------------------------------------------------- objects and binaries
# Written only when it changes: only other flags cause a rebuild.  The static checks
# read it to compile with the same flags.
$(B)/flags: FORCE
	@mkdir -p $(B)
	@echo '$(CC) $(CFLAGS_ALL) $(WARN)' | cmp -s - $@ || echo '$(CC) $(CFLAGS_ALL) $(WARN)' > $@

# -MD, not -MMD: generated headers are in a system include directory.
$(B)/obj/%.o: %.c $(B)/flags | $(GENERATED)
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(CFLAGS_ALL) $(WARN) -MD -MP -c $< -o $@

# The assembler includes these files, which -MD does not report.
$(B)/obj/services/gateway/openapi.o: services/gateway/api/openapi.json
$(B)/obj/services/ctl/commands/criteria.o: proto/criteria-set.schema.json

$(B)/obj/%.pb-c.o: $(B)/gen/%.pb-c.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(CFLAGS_ALL) -w -MD -MP -c $< -o $@

# An archive is rebuilt when its list of members changes, too.
$(B)/lib/%.list: FORCE
	@mkdir -p $(@D)
	@echo '$(MEMBERS)' | cmp -s - $@ || echo '$(MEMBERS)' > $@

define archive_rule
$(B)/lib/lib$(1).list: MEMBERS := $(2)
$(B)/lib/lib$(1).a: $(2) $(B)/lib/lib$(1).list
	$$(call say,AR,$$@)
	$$(Q)rm -f $$@ && ar qcs $$@ $$(filter %.o,$$^)
endef
members = $(call objects,$(wildcard $(foreach h,core domain,services/$(h)/$(1)/*.c services/$(h)/$(1)/*/*.c))) \
          $(if $(filter wire,$(1)),$(PROTOS:proto/%.proto=$(B)/obj/%.pb-c.o))
$(foreach l,$(LIBRARIES),$(eval $(call archive_rule,$(l),$(call members,$(l)))))
$(foreach s,$(SERVICES),$(eval $(call archive_rule,$(s),$(call objects,$(call service_sources,$(s))))))
$(eval $(call archive_rule,support,$(call objects,$(wildcard tests/support/*.c))))

link = $(Q)mkdir -p $(@D) && $(CC) $(CFLAGS_ALL) $(LINK) -o $@ $(filter %.o,$^) \
       -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LIBS) $(1)

define binary_rule
$(B)/bin/$(call program_of,$(1)): $(call objects,$(1)) \
        $(call archives,$(call service_of,$(1)) $(LIBRARIES))
	$$(call say,LINK,$$@)
	$$(call link)
endef
$(foreach m,$(MAINS),$(eval $(call binary_rule,$(m))))

# A test is linked with all libraries and with those services whose headers it includes,
# so that it can be built while another service does not compile.
includes_of = $(sort $(filter $(SERVICES),$(shell sed -n 's|^\#include "\([a-z]*\)/.*|\1|p' $(1))))
SUPPORT_NEEDS := $(call includes_of,$(wildcard tests/support/*.c) /dev/null)
needs_of = $(call archives,support $(sort $(SUPPORT_NEEDS) $(call includes_of,$(1))) $(LIBRARIES))

# of: source, program, flags for linking
define test_rule
$(2): $(call objects,$(1)) $(call needs_of,$(1))
	$$(call say,LINK,$$@)
	$$(call link,$(3))
endef
$(foreach t,$(TESTS),$(eval $(call test_rule,$(t:$(B)/bin/%=tests/%.c),$(t),-lcmocka)))
$(foreach t,$(TOOLS),$(eval $(call test_rule,$(t:$(B)/bin/%=tests/%.c),$(t))))
$(foreach t,$(LOAD),$(eval $(call test_rule,$(t:$(B)/bin/load_%=tests/load/%.c),$(t))))
$(foreach t,$(FUZZ),$(eval $(call test_rule,$(t:$(B)/bin/%=tests/%.c),$(t),-fsanitize=fuzzer)))

# ---------------------------------------------------------------- the web page
# The build makes contract.d.ts from the API's description.
WEB_SOURCES := $(shell find services/web -type f -not -path '*/node_modules/*' -not -path '*/dist/*' \
                       -not -name contract.d.ts 2>/dev/null) services/gateway/api/openapi.json
$(B)/web/.done: $(WEB_SOURCES)
	@mkdir -p $(@D)
ifneq ($(wildcard services/web/package.json),)
	$(call say,WEB,services/web)
	$(Q)cd services/web && { [ node_modules/.done -nt package-lock.json ] || \
	    { npm ci --no-audit --no-fund --loglevel=error && touch node_modules/.done; }; }
	$(Q)cd services/web && OUT=$(abspath $(@D)) npm run --silent build
endif
	@touch $@

# The set that a first year may begin with, as the workbook that an office fills in.
$(B)/web/mau/bo-tieu-chi.xlsx: services/web/sets/tra-vinh-2023.json $(B)/bin/minhchung
	@mkdir -p $(@D)
	$(call say,XLSX,$@)
	$(Q)$(B)/bin/minhchung criteria export $< --out $@

# The default templates of papers, from text that reads like them.
$(B)/papers/%.docx: deploy/papers/%.txt deploy/papers/make.py
	@mkdir -p $(@D)
	$(call say,DOCX,$@)
	$(Q)/usr/bin/python3 -B deploy/papers/make.py $< $@

-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)
