# Makefile — everything is built out of tree, under $(B).  `make help` lists what
# can be asked for.
MAKEFLAGS += --no-builtin-rules
SHELL := /bin/bash
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:

FLAVOUR ?= release
B ?= build$(if $(filter-out release,$(FLAVOUR)),/$(FLAVOUR))
CC := $(if $(filter fuzz,$(FLAVOUR)),clang,$(if $(filter default,$(origin CC)),gcc,$(CC)))
JOBS ?= $(shell nproc)

# ---------------------------------------------------------------- flags
PACKAGES := libczmq libzmq libprotobuf-c libpq libmicrohttpd jansson xlsxwriter libzip libxml-2.0 \
            libcurl icu-uc icu-i18n libsodium libseccomp zlib
LIBS = $(shell pkg-config --libs $(PACKAGES)) -lunistring -lmagic -lcsv -pthread
SYSTEM = $(patsubst -I%,-isystem%,$(shell pkg-config --cflags $(PACKAGES)))
WARN := -Wall -Wextra -Wpedantic -Werror -Wconversion -Wsign-conversion -Wshadow \
        -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wcast-qual \
        -Wpointer-arith -Wwrite-strings -Wformat=2 -Wundef -Wvla -Wswitch-enum \
        -Wimplicit-fallthrough -Wnull-dereference -Wdouble-promotion
WARN += $(if $(findstring clang,$(CC)),-Wcast-align,-Wcast-align=strict)
HARD := -fno-common -fstack-protector-strong -fstack-clash-protection -fcf-protection -fPIE
LINK := -pie -Wl,-z,relro,-z,now

FLAGS_release := -O2 -g -D_FORTIFY_SOURCE=2
FLAGS_asan := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined
FLAGS_fuzz := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined,fuzzer-no-link
# The sanitizers' own code makes gcc see null dereferences that are not there.
WARN += $(if $(filter asan,$(FLAVOUR)),-Wno-null-dereference)
CFLAGS_ALL = -std=c17 -D_GNU_SOURCE $(FLAGS_$(FLAVOUR)) $(HARD) -Iservices/lib -Iservices -Itests \
             -isystem $(B)/gen $(SYSTEM) -MMD -MP $(CFLAGS)

# ---------------------------------------------------------------- what there is
PROTOS := $(wildcard proto/*/v1/*.proto)
PB_C := $(PROTOS:proto/%.proto=$(B)/gen/%.pb-c.c)
PB_H := $(PB_C:.c=.h)
SQL_DIRS := $(sort $(dir $(wildcard services/*/sql/*.sql services/lib/*/sql/*.sql)))
SQL_H := $(patsubst lib/%,%,$(SQL_DIRS:services/%/sql/=%))
SQL_H := $(SQL_H:%=$(B)/gen/%/sql.h)
GENERATED := $(PB_H) $(SQL_H) $(B)/gen/migrations.h

LIBRARIES := base wire bus store daemon sandbox
SERVICES := gateway ingest validation scoring notification ctl
MAINS := $(foreach s,$(SERVICES),$(wildcard services/$(s)/main.c services/$(s)/reader_main.c))
service_sources = $(filter-out $(MAINS),$(wildcard services/$(1)/*.c services/$(1)/*/*.c))
binary_of = $(B)/bin/$(if $(filter %reader_main.c,$(1)),reader,$(if $(filter %ctl/main.c,$(1)),minhchung,$(notdir $(patsubst %/,%,$(dir $(1))))))
BINARIES := $(foreach m,$(MAINS),$(call binary_of,$(m)))

objects = $(patsubst %.c,$(B)/obj/%.o,$(1))
ARCHIVES := $(LIBRARIES:%=$(B)/lib/lib%.a) $(SERVICES:%=$(B)/lib/lib%.a)

test_binaries = $(patsubst tests/$(1)/%.c,$(B)/bin/$(1)/%,$(wildcard tests/$(1)/*_test.c))
UNIT := $(call test_binaries,unit)
INTEGRATION := $(call test_binaries,integration)
E2E := $(call test_binaries,e2e)
FAULT := $(call test_binaries,fault)
LOAD := $(patsubst tests/load/%.c,$(B)/bin/load_%,$(wildcard tests/load/*.c))
FUZZ := $(patsubst tests/fuzz/%.c,$(B)/bin/fuzz/%,$(wildcard tests/fuzz/*_fuzz.c))

# ---------------------------------------------------------------- targets
.PHONY: all binaries tests web deps run up down reset test unit integration e2e browser fault bench \
        fuzz static quick long clean help one

all: binaries web         ## build everything that a machine runs

binaries: $(BINARIES)

tests: $(UNIT) $(INTEGRATION) $(E2E) $(FAULT) $(LOAD)

web: $(B)/web/.done       ## build the web page

deps:
	@deploy/install-deps.sh

run: deps                 ## install, build, start everything, load the demo, stay until Ctrl-C
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@MC_BUILD=$(abspath $(B)) deploy/local/run.sh

up: deps                  ## the same in the background; returns when ready
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@MC_BUILD=$(abspath $(B)) deploy/local/up.sh

down:                     ## drain and stop what `make up` started
	@MC_BUILD=$(abspath $(B)) deploy/local/down.sh

reset:                    ## stop, ask, and remove all data
	@MC_BUILD=$(abspath $(B)) deploy/local/reset.sh

test: deps                ## install, build, run every test
	@$(MAKE) --no-print-directory -j$(JOBS) all tests
	@MC_BUILD=$(abspath $(B)) tests/run.sh static unit integration demo e2e fault sanitize fuzz

unit integration e2e fault browser demo sanitize: all tests
	@MC_BUILD=$(abspath $(B)) tests/run.sh $@

static: all               ## layering, banned calls, sizes, EXPLAIN of every SQL file, linters
	@MC_BUILD=$(abspath $(B)) tests/run.sh static

quick: all tests          ## unit tests and the fast static checks
	@MC_BUILD=$(abspath $(B)) tests/run.sh unit

long: all tests           ## the long forms of the fault test and the fuzzers
	@MC_LONG=1 MC_BUILD=$(abspath $(B)) tests/run.sh fault fuzz

fuzz:                     ## each fuzzer for MC_FUZZ_SECONDS (60)
	@MC_BUILD=$(abspath $(B)) tests/run.sh fuzz

bench: deps               ## measure, beside the limit of this machine; writes build/bench.json
	@$(MAKE) --no-print-directory -j$(JOBS) all tests
	@MC_BUILD=$(abspath $(B)) tests/load/bench.sh

clean:                    ## remove what was built (never the data under var/)
	rm -rf $(B)

help:
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 14

# One test, e.g. make one T=store_lane_test
one:
	@$(MAKE) --no-print-directory $(or $(foreach d,unit integration e2e fault,$(if $(wildcard tests/$(d)/$(T).c),$(B)/bin/$(d)/$(T))),$(error no test named "$(T)"))
	@$(if $(wildcard tests/unit/$(T).c),,tests/support/pg.sh) $(foreach d,unit integration e2e fault,$(if $(wildcard tests/$(d)/$(T).c),$(B)/bin/$(d)/$(T)))

# ---------------------------------------------------------------- generated code
$(B)/gen/%.pb-c.c $(B)/gen/%.pb-c.h &: proto/%.proto
	@mkdir -p $(B)/gen
	protoc-c --proto_path=proto --c_out=$(B)/gen $(<:proto/%=%)

define sql_rule
$(B)/gen/$(patsubst lib/%,%,$(1:services/%/sql/=%))/sql.h: $(wildcard $(1)*.sql) deploy/sql2c.awk
	@mkdir -p $$(@D)
	awk -f deploy/sql2c.awk $(wildcard $(1)*.sql) > $$@
endef
$(foreach d,$(SQL_DIRS),$(eval $(call sql_rule,$(d))))

$(B)/gen/migrations.h: $(wildcard deploy/migrations/*.sql) deploy/sql2c.awk
	@mkdir -p $(@D)
	awk -v migrations=1 -f deploy/sql2c.awk $(wildcard deploy/migrations/*.sql) > $@

# ---------------------------------------------------------------- objects and binaries
$(B)/obj/%.o: %.c | $(GENERATED)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(WARN) -c $< -o $@

$(B)/obj/%.pb-c.o: $(B)/gen/%.pb-c.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -w -c $< -o $@

define archive_rule
$(B)/lib/lib$(1).a: $(2)
	@mkdir -p $$(@D)
	@rm -f $$@
	ar rcs $$@ $$^
endef
$(foreach l,$(LIBRARIES),$(eval $(call archive_rule,$(l),$(call objects,$(wildcard services/lib/$(l)/*.c)) $(if $(filter wire,$(l)),$(PROTOS:proto/%.proto=$(B)/obj/%.pb-c.o)))))
$(foreach s,$(SERVICES),$(eval $(call archive_rule,$(s),$(call objects,$(call service_sources,$(s))))))
$(eval $(call archive_rule,support,$(call objects,$(wildcard tests/support/*.c))))

link = $(CC) $(CFLAGS_ALL) $(LINK) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LIBS)

define binary_rule
$(call binary_of,$(1)): $(call objects,$(1)) $(B)/lib/lib$(word 2,$(subst /, ,$(1))).a $(LIBRARIES:%=$(B)/lib/lib%.a)
	@mkdir -p $$(@D)
	$$(link)
endef
$(foreach m,$(MAINS),$(eval $(call binary_rule,$(m))))

define test_rule
$(B)/bin/$(1)/%: $(B)/obj/tests/$(1)/%.o $(B)/lib/libsupport.a $(ARCHIVES)
	@mkdir -p $$(@D)
	$$(link) -lcmocka
endef
$(foreach d,unit integration e2e fault,$(eval $(call test_rule,$(d))))

$(B)/bin/load_%: $(B)/obj/tests/load/%.o $(B)/lib/libsupport.a $(ARCHIVES)
	@mkdir -p $(@D)
	$(link)

$(B)/bin/fuzz/%: $(B)/obj/tests/fuzz/%.o $(ARCHIVES)
	@mkdir -p $(@D)
	$(link) -fsanitize=fuzzer

fuzzers: $(FUZZ)

# ---------------------------------------------------------------- the web page
WEB_SOURCES := $(shell find services/web -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)
$(B)/web/.done: $(WEB_SOURCES)
	@mkdir -p $(B)/web
	@if [ -f services/web/package.json ]; then \
	    cd services/web && { [ -d node_modules ] && [ node_modules -nt package-lock.json ] || npm ci --no-audit --no-fund --silent && touch node_modules; } && \
	    OUT=$(abspath $(B))/web npm run --silent build; fi
	@touch $@

.SECONDARY:
-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)
