# The C sources, sourced by build.sh: fetch_sources puts every file that SHA256SUMS names into
# build/vendor/NAME, from the user's folder, the cache, Debian's archive, or upstream, in this order. Only
# files with the pinned hash get there, and nothing else does.

vendor=build/vendor
pins=core/vendor/SHA256SUMS

fetch_sources() {
  local name version deb url
  cache=${WHENCE_CACHE:-build/cache}
  mkdir -p "$vendor" "$cache"
  rm -rf "$vendor"/.new.*
  while read -r name version deb url <&3; do
    case "$name" in "" | "#"*) continue ;; esac
    verify "$name" "$vendor" || fetch "$name" "$version" "$deb" "$url"
  done 3<core/vendor/sources.txt
  rm -rf build/apt
}

# Is every source there already, as pinned?
sources_there() {
  local name rest
  while read -r name rest; do
    case "$name" in "" | "#"*) continue ;; esac
    verify "$name" "$vendor" || return 1
  done <core/vendor/sources.txt
}

sha256_check() { # the checksums on standard input, against the files below here
  if have sha256sum; then sha256sum -c --quiet - ; else shasum -a 256 -c --quiet - ; fi
}
pinned() { grep "  $1/" "$pins"; }
verify() { # NAME DIR: are all pinned files of NAME below DIR/NAME as pinned?
  [ -d "$2/$1" ] && pinned "$1" | (cd "$2" && sha256_check) >/dev/null 2>&1
}

fetch() { # NAME VERSION DEBIAN-SOURCE URL
  local name=$1 version=$2 given="" from
  [ -z "${WHENCE_SOURCES:-}" ] || given=$(find_given "$name")
  if [ -n "$given" ]; then
    from=$given
  else
    from=$(cached "$name-$version")
    if [ -z "$from" ]; then
      say "getting $name $version"
      from_debian "$@" || from_upstream "$@" || die 13 \
        "$name $version could not be downloaded: no network, it seems." \
        "Check the network and run ./build.sh again, or put the archives of core/vendor/sources.txt" \
        "into a folder and run WHENCE_SOURCES=that-folder ./build.sh"
      from=$(cached "$name-$version")
    fi
  fi
  local new="$vendor/.new.$$"
  rm -rf "$new"; mkdir -p "$new/$name"
  if ! take_pinned "$from" "$new" "$name" || ! verify "$name" "$new"; then
    local wrong; wrong=$(pinned "$name" | (cd "$new" && sha256_check 2>/dev/null) | head -n 3 || true)
    rm -rf "$new"
    [ -n "$given" ] || rm -f "$from"
    die 14 "$from is not $name $version as pinned in $pins:" "${wrong:-it holds none of the files}" \
      "Nothing was built from it."
  fi
  # Newer than any object made from an earlier copy, so that make compiles again.
  find "$new/$name" -type f -exec touch {} +
  rm -rf "${vendor:?}/$name"
  mv "$new/$name" "$vendor/$name"
  rm -rf "$new"
}

cached() { # NAME-VERSION
  local f
  for f in "$cache/$1".tar.*; do [ ! -f "$f" ] || { printf '%s\n' "$f"; return; }; done
}

# The user's folder holds archives or unpacked folders named after the source, in any case:
# cJSON-1.7.18.tar.gz, icu4c-76_1-src.tgz, ...
find_given() { # NAME
  find "$WHENCE_SOURCES" -mindepth 1 -maxdepth 1 \( -type d -o -name '*.tar.*' -o -name '*.tgz' \) \
    -iname "$1*" | sort | head -n 1
}

# take_pinned FROM DIR NAME: the pinned files of an archive or an unpacked folder into DIR/NAME.
take_pinned() {
  local from=$1 dir=$2 name=$3 top file
  if [ -d "$from" ]; then
    pinned "$name" | sed "s,^[0-9a-f]*  $name/,," | while read -r file; do
      mkdir -p "$dir/$name/$(dirname "$file")" && cp "$from/$file" "$dir/$name/$file" || exit 1
    done 2>/dev/null
    return
  fi
  case "$from" in *.xz) need xz xz-utils ;; esac
  top=$(tar -tf "$from" 2>/dev/null | sed -n '1{s,/.*,,;p;}') && [ -n "$top" ] || return 1
  pinned "$name" | sed "s,^[0-9a-f]*  $name/,$top/," >"$dir/members"
  tar -xf "$from" -C "$dir/$name" --strip-components=1 -T "$dir/members" 2>/dev/null
}

# from_debian NAME VERSION DEBIAN-SOURCE: with a private apt configuration, as any user. The archive's address
# is read from this machine's own sources.
from_debian() {
  local name=$1 version=$2 deb=$3 keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  have apt-get && [ -f "$keyring" ] || return 1
  local uri; uri=$(debian_archive) && [ -n "$uri" ] || return 1
  local dir="$PWD/build/apt" log=build/fetch.log
  local private=(-o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$dir/parts"
    -o Dir::State::Lists="$dir/lists" -o Dir::Cache="$dir/cache"
    -o Acquire::Retries=1 -o Acquire::http::Timeout=20 -o APT::Sandbox::User=)
  if [ -z "${debian_lists:-}" ]; then
    rm -rf "$dir"; mkdir -p "$dir/parts" "$dir/lists/partial" "$dir/cache/archives/partial"
    printf '%s\n' "Types: deb-src" "URIs: $uri" "Suites: trixie" "Components: main" "Signed-By: $keyring" \
      >"$dir/parts/trixie.sources"
    apt-get "${private[@]}" -qq update >"$log" 2>&1 || return 1
    debian_lists=there
  fi
  rm -rf "$dir/get"; mkdir -p "$dir/get"
  (cd "$dir/get" && apt-get "${private[@]}" -qq source --download-only --tar-only "$deb") >>"$log" 2>&1 ||
    return 1
  local file
  for file in "$dir/get/${deb}_$version"*.orig.tar.*; do
    [ -f "$file" ] || return 1
    case "$file" in *.asc) continue ;; esac
    mv "$file" "$cache/$name-$version.tar.${file##*.}"
    return
  done
  return 1
}

# The archive that this machine gets Debian itself from (not its security updates), in either format of
# sources.
debian_archive() {
  local codename; codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-stable}")
  local lists=(/etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list)
  { cat "${lists[@]}" 2>/dev/null || true; } | awk -v codename="$codename" '
    function ours(suite) { return suite == codename || suite ~ /^(stable|testing|unstable|sid)$/ }
    /^[ \t]*$/ { uri = "" }
    tolower($1) == "uris:" { uri = $2 }
    tolower($1) == "suites:" && ours($2) && uri != "" && !found++ { print uri }
    $1 == "deb" { sub(/\[[^]]*\]/, ""); if (ours($3) && !found++) print $2 }'
}

from_upstream() { # NAME VERSION DEBIAN-SOURCE URL
  local part="$cache/.part.$$"
  if have curl; then
    curl -fsSL --retry 2 --connect-timeout 20 -o "$part" "$4" 2>>build/fetch.log
  else
    node -e 'fetch(process.argv[1]).then(async (r) => {
      if (!r.ok) throw new Error(String(r.status));
      require("fs").writeFileSync(process.argv[2], Buffer.from(await r.arrayBuffer()));
    }).catch((e) => { console.error(String(e)); process.exit(1); })' "$4" "$part" 2>>build/fetch.log
  fi || { rm -f "$part"; return 1; }
  mv "$part" "$cache/$1-$2.tar.gz"
}
