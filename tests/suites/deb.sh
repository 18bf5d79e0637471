#!/bin/sh
# SPDX-License-Identifier: MIT
# The Debian packages: what lintian says, what they hold, and whether they install into an empty root and work there.   usage: deb FOLDER
set -u
. tests/suites/lib.sh
work=$dir
architecture=$(dpkg --print-architecture)
program=$(ls "$1"/planner_*_"$architecture".deb)
library=$(ls "$1"/libplanner-dev_*_"$architecture".deb)
version=$(sed -n 's/^VERSION *:= //p' Makefile)

for package in "$program" "$library"; do
    name=$(dpkg-deb -f "$package" Package)
    same "$name: version" "$version-1" "$(dpkg-deb -f "$package" Version)"
    # New packages close a request for packaging in Debian's own changelog; ours has none to close.
    same "$name: lintian" '' "$(lintian --allow-root --fail-on none --suppress-tags initial-upload-closes-no-bugs "$package" 2>&1 | grep '^[EW]:')"
    dpkg-deb -x "$package" "$work/$name"
    dpkg-deb -e "$package" "$work/$name-control"
    (cd "$work/$name" && md5sum --quiet -c "../$name-control/md5sums")
    verdict "$name: md5sums" $?
    same "$name: md5sums are of every file" "$(cd "$work/$name" && find usr -type f | sort)" "$(cut -c 35- "$work/$name-control/md5sums" | sort)"
    zcat "$work/$name/usr/share/doc/$name/changelog.Debian.gz" | grep -q "^planner ($version-1)"
    verdict "$name: changelog" $?
    grep -q '^License: Expat$' "$work/$name/usr/share/doc/$name/copyright" && grep -q 'Permission is hereby granted' "$work/$name/usr/share/doc/$name/copyright"
    verdict "$name: copyright" $?
    same "$name: owner and modes" '' "$(dpkg-deb -c "$package" | awk '$2 != "root/root" || $1 ~ /^.....w|^........w/' | grep -v '^l')"
done
for dependency in libc6 libyaml-0-2 libutf8proc2 libmd0 zlib1g libedit2; do
    dpkg-deb -f "$program" Depends | grep -qw "$dependency"
    verdict "planner depends on $dependency" $?
done
same 'the pages are compressed' '' "$(find "$work/planner/usr/share/man" -type f ! -name '*.gz')"

# An empty root: what the packages need is said to be there by the option, and lent by this machine.
mkdir -p "$work/root/var/lib/dpkg/info" "$work/root/var/lib/dpkg/updates" "$work/root/tmp"
: >"$work/root/var/lib/dpkg/status"
if [ "$(id -u)" = 0 ]; then
    dpkg --root="$work/root" --force-depends --force-script-chrootless --log=/dev/null -i "$program" "$library" >"$work/log" 2>&1
    verdict 'dpkg installs both into an empty root' $?
    dpkg --root="$work/root" -s planner 2>/dev/null | grep -q '^Status: install ok installed'
    verdict 'dpkg says so' $?
else
    dpkg-deb -x "$program" "$work/root" && dpkg-deb -x "$library" "$work/root"
    verdict 'both unpack into an empty root' $?
fi
root=$work/root/usr
for file in $(ldd "$root/bin/planner" | grep -o '/[^ ]*'); do
    mkdir -p "$work/root${file%/*}" && cp -L "$file" "$work/root$file"
done
if [ "$(id -u)" = 0 ]; then inside() { chroot "$work/root" /usr/bin/planner "$@"; }; else inside() { "$root/bin/planner" "$@"; }; fi
same 'it runs there' "planner $version" "$(inside --version)"
cp examples/ville.yaml "$work/root/tmp/ville.yaml"
(cd / && inside --lang fr --date 2026-11-24 - <"$work/root/tmp/ville.yaml") >"$work/plan" 2>/dev/null
head -n 1 "$work/plan" | grep -q '^# '
verdict 'and plans' $?
man -M "$root/share/man" planner 2>/dev/null | col -b | grep -q 'planner knowledge\|planner-knowledge(5)'
verdict 'man shows the page' $?
LC_ALL=C.UTF-8 man -M "$root/share/man/fr" planner-profile 2>/dev/null | col -b | grep -q 'obligatoires'
verdict 'man shows the French page' $?
PATH=$root/bin:$PATH bash -c '. "$1"; COMP_WORDS=(planner sch); COMP_CWORD=1; _planner planner sch planner 2>/dev/null; [ "${COMPREPLY[*]}" = schema ]' \
    sh "$root/share/bash-completion/completions/planner"
verdict 'bash completes' $?
if command -v zsh >/dev/null; then
    folder=$(cd "$root/share/zsh" && ls)
    zsh -fc 'print -rl -- $fpath' | grep -qx "/usr/share/zsh/$folder" && test -s "$root/share/zsh/$folder/_planner"
    verdict "zsh looks for completions there ($folder)" $?
fi
test -s "$root/share/planner/profile.schema.json"
verdict 'the schema is there' $?
multiarch=$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || cc -print-multiarch)
# shellcheck disable=SC2046
cc -o "$work/embed" examples/embed.c $(PKG_CONFIG_SYSROOT_DIR="$work/root" PKG_CONFIG_PATH="$root/lib/$multiarch/pkgconfig" pkg-config --cflags --libs --static planner | sed "s,-I[^ ]*/usr/include,-I$root/include,; s,-L[^ ]*,-L$root/lib/$multiarch,") &&
    "$work/embed" examples/minimal.yaml 2026-11-24 2>/dev/null | grep -q '^# '
verdict 'a program links against libplanner-dev' $?
if [ "$(id -u)" = 0 ]; then
    dpkg --root="$work/root" --force-depends --log=/dev/null --purge planner libplanner-dev >/dev/null 2>&1
    verdict 'dpkg removes them' $?
    same 'and leaves nothing' '' "$(find "$work/root" -path '*/usr/*' -name '*planner*')"
fi
