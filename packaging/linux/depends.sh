#!/usr/bin/env bash
# Says which Debian packages a build needs: those of every library that it asks for and does not hold.
# Usage: packaging/linux/depends.sh dist/screening/ScolioApp
set -euo pipefail
folder=$1
names=$(mktemp)
trap 'rm -f "$names" "$names.packages"' EXIT
# What is executable and no ELF file makes readelf complain.
{ find "$folder" -type f \( -name '*.so*' -o -perm -u+x \) -exec readelf -dW {} + 2>/dev/null || true; } |
    sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort -u > "$names"
while read -r library; do
    [ -z "$(find "$folder" -name "$library" -print -quit)" ] || continue
    # Read to the end: whoever stops reading a pipe early kills its writer, now and then.
    path=$(ldconfig -p | awk -v name="$library" '$1 == name && /x86-64|AArch64/ && !found++ {print $NF}')
    [ -n "$path" ] || {
        echo "No package here brings $library." >&2
        exit 1
    }
    dpkg -S "$(readlink -f "$path")" 2>/dev/null || dpkg -S "*/$(basename "$(readlink -f "$path")")"
done < "$names" > "$names.packages"
cut -d: -f1 "$names.packages" | sort -u | while read -r package; do
    # The C library is the one that a build must not outrun: its version is part of the need.
    if [ "$package" = libc6 ]; then
        dpkg-query -W -f 'libc6 (>= ${Version})\n' libc6 | sed 's/-.*)/)/'
    else
        echo "$package"
    fi
done | paste -sd, | sed 's/,/, /g'
