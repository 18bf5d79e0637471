#!/bin/sh
# SPDX-License-Identifier: MIT
# Makes sure that the tools are there: `setup build` for compiling, `setup test` for the tests as well, `setup gates` for the slow
# gates of .ci/run, `setup install`, `setup package`, `setup page`, `setup sheets`, `setup office` and `setup fuzz` for `make check-install`,
# `make deb`, `make check-page`, `make check-sheets`, `make check-office` and `make fuzz`. On Debian and its like, installs what is missing; elsewhere says what to install.
# `setup wasm DIR`, for `make page`, also puts the sources of the libraries into DIR, in the versions that are installed here: Debian's packages of sources, whose
# checksums apt compares with the signed list.
set -eu

build='cc:gcc /usr/include/stdio.h:libc6-dev make:make pkg-config:pkg-config yaml-0.1.pc:libyaml-dev libutf8proc.pc:libutf8proc-dev libmd.pc:libmd-dev libxxhash.pc:libxxhash-dev
       zlib.pc:zlib1g-dev libedit.pc:libedit-dev'
test="$build cmocka.pc:libcmocka-dev jansson.pc:libjansson-dev cmark:cmark cmark-gfm:cmark-gfm pandoc:pandoc weasyprint:weasyprint jq:jq parallel:parallel git:git python3:python3 node:nodejs npm:npm"
gates="$test clang:clang cppcheck:cppcheck clang-tidy:clang-tidy clang-format:clang-format valgrind:valgrind
       /usr/lib/llvm-14/lib/clang/14.0.6/lib/linux/libclang_rt.asan-x86_64.a:libclang-rt-14-dev hyperfine:hyperfine /usr/bin/time:time gcovr:gcovr
       /usr/lib/llvm-14/lib/clang/14.0.6/lib/linux/libclang_rt.fuzzer-x86_64.a:libclang-rt-14-dev"
install="$build mandoc:mandoc man:man-db groff:groff-base col:bsdextrautils bash:bash zsh:zsh fish:fish python3:python3 lintian:lintian
         dpkg-deb:dpkg dpkg-shlibdeps:dpkg-dev strip:binutils"
package="$build dpkg-deb:dpkg dpkg-shlibdeps:dpkg-dev strip:binutils"
wasm="$build clang:clang wasm-ld:lld llvm-ar:llvm /usr/lib/wasm32-wasi/libc.a:wasi-libc dpkg-source:dpkg-dev patch:patch
      /usr/lib/llvm-14/lib/clang/14.0.6/lib/wasi/libclang_rt.builtins-wasm32.a:libclang-rt-14-dev-wasm32"
page="$wasm chromium:chromium node:nodejs npm:npm pdftotext:poppler-utils /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf:fonts-dejavu-core"
sheets="$build soffice:libreoffice-calc python3:python3"
# The fonts are those whose widths are the same as of the fonts of Word: how many pages there are depends on them.
office="$build soffice:libreoffice-writer /usr/lib/libreoffice/program/libswlo.so:libreoffice-writer /usr/lib/libreoffice/program/libsclo.so:libreoffice-calc
        pdfinfo:poppler-utils weasyprint:weasyprint node:nodejs npm:npm python3:python3 /usr/lib/python3/dist-packages/openpyxl:python3-openpyxl
        /usr/share/fonts/truetype/crosextra/Carlito-Regular.ttf:fonts-crosextra-carlito /usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf:fonts-liberation
        /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf:fonts-dejavu-core"
fuzz="$gates afl-fuzz:afl++"

has() {
    case $1 in
    *.pc) pkg-config --exists "${1%.pc}" 2>/dev/null ;;
    /*) test -e "$1" ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
    esac
}

case ${1:-build} in
build) wanted=$build ;;
test) wanted=$test ;;
gates) wanted=$gates ;;
install) wanted=$install ;;
package) wanted=$package ;;
wasm) wanted=$wasm ;;
page) wanted=$page ;;
sheets) wanted=$sheets ;;
office) wanted=$office ;;
fuzz) wanted=$fuzz ;;
*) echo "usage: setup build|test|gates|install|package|wasm DIR|page|sheets|office|fuzz" >&2; exit 2 ;;
esac

look() { # sets missing, the packages of what is not there
    missing=
    for pair in $wanted; do
        has "${pair%%:*}" || missing="$missing ${pair##*:}"
    done
}
install_missing() {
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "planner needs these, by their Debian names:$missing" >&2
        exit 1
    fi
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null 2>&1; then
        as_root=sudo
    else
        echo "planner needs these packages; install them as root:$missing" >&2
        exit 1
    fi
    echo "installing:$missing" >&2
    export DEBIAN_FRONTEND=noninteractive
    $as_root apt-get update >/dev/null
    # shellcheck disable=SC2086
    $as_root apt-get install -y --no-install-recommends $missing >/dev/null
    look
    if [ -n "$missing" ]; then
        echo "installed, and yet not found:$missing" >&2
        exit 1
    fi
}

# The sources of the libraries that the page is made of, from where their packages came.
get_sources() { # DIR
    mkdir -p "$1/lists/partial"
    sources=
    : >"$1/sources.list"
    for package in libyaml-dev libutf8proc-dev libmd-dev zlib1g-dev; do
        # shellcheck disable=SC2016
        source=$(dpkg-query -W -f '${source:Package}=${source:Version}' "$package")
        name=${source%%=*}
        if [ ! -e "$1/$name" ] || [ "$(readlink "$1/$name")" != "$(echo "$source" | tr -c 'a-z0-9.\n-' _)" ]; then
            sources="$sources $source"
            apt-cache policy "$package" | awk '$1 == "***" { here = 1 } here && $2 ~ /^http/ { split($3, suite, "/"); print "deb-src", $2, suite[1], suite[2]; exit }' >>"$1/sources.list"
        fi
    done
    test -n "$sources" || return 0
    if ! command -v apt-get >/dev/null 2>&1 || [ ! -s "$1/sources.list" ]; then
        echo "planner page needs the sources of these packages of Debian:$sources" >&2
        exit 1
    fi
    echo "getting the sources of:$sources" >&2
    sort -u -o "$1/sources.list" "$1/sources.list"
    here=$(realpath "$1")
    apt_sources() { apt-get -o "Dir::Etc::SourceList=$here/sources.list" -o Dir::Etc::SourceParts=- -o "Dir::State::Lists=$here/lists" -o APT::Sandbox::User= "$@"; }
    apt_sources update >/dev/null
    for source in $sources; do
        name=${source%%=*}
        folder=$(echo "$source" | tr -c 'a-z0-9.\n-' _)
        rm -rf "${1:?}/$folder" "$1/unpacked"
        mkdir "$1/unpacked"
        (cd "$1/unpacked" && apt_sources source "$source" >/dev/null 2>&1)
        mv "$(find "$1/unpacked" -mindepth 1 -maxdepth 1 -type d)" "$1/$folder"
        rm -rf "$1/unpacked"
        ln -sfn "$folder" "$1/$name"
    done
}

look
test -z "$missing" || install_missing
if [ "${1:-}" = wasm ]; then get_sources "$2"; fi
