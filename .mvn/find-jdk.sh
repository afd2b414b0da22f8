# Finds the JDK that builds and runs Norma; ./mvnw and ./norma source this file, which is plain POSIX shell.
#
# find_jdk sets and exports JAVA_HOME, or prints one line and returns 1. JAVA_HOME goes first, then the java on the PATH, then
# the folders where systems, SDKMAN, IDEs, Homebrew and macOS put JDKs. A JDK 25 is preferred to a newer one, unless
# JAVA_HOME names the newer. No java is started: each JDK says its version in its "release" file. Where no locale is set, it
# sets one in which Java can name all files.
#
# NORMA_JDK_ROOT stands in front of the system's folders, so that a test can bring folders of its own.

jdk_wanted=25

# Prints the feature release of the JDK in folder $1; fails where there is none.
jdk_release() {
    [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
    while IFS='=' read -r jdk_key jdk_value || [ -n "$jdk_key" ]; do
        [ "$jdk_key" = JAVA_VERSION ] || continue
        jdk_value=${jdk_value#\"}
        jdk_value=${jdk_value%%[!0-9]*}
        [ -n "$jdk_value" ] && printf '%s\n' "$jdk_value"
        return
    done <"$1/release"
    return 1
}

# Prints the home of the java on the PATH, links followed.
jdk_on_path() {
    jdk_java=$(command -v java) || return 0
    while [ -L "$jdk_java" ]; do
        jdk_link=$(readlink "$jdk_java")
        case $jdk_link in
        /*) jdk_java=$jdk_link ;;
        *) jdk_java=$(dirname "$jdk_java")/$jdk_link ;;
        esac
    done
    dirname "$(dirname "$jdk_java")"
}

# Prints every folder that may be a JDK, one a line, the likeliest first.
jdk_candidates() {
    jdk_on_path
    set +f
    for jdk_home in \
        "${NORMA_JDK_ROOT-}"/usr/lib/jvm/* \
        "${NORMA_JDK_ROOT-}"/usr/lib64/jvm/* \
        "${NORMA_JDK_ROOT-}"/usr/java/* \
        "${NORMA_JDK_ROOT-}"/usr/local/java/* \
        "${NORMA_JDK_ROOT-}"/opt/java/* \
        "${NORMA_JDK_ROOT-}"/opt/*jdk* \
        "${NORMA_JDK_ROOT-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        "${NORMA_JDK_ROOT-}"/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        "${NORMA_JDK_ROOT-}"/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        "${SDKMAN_DIR:-${HOME-}/.sdkman}"/candidates/java/* \
        "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        "${HOME-}"/.jdks/*; do
        [ -d "$jdk_home" ] && printf '%s\n' "$jdk_home"
    done
    return 0
}

# Prints the best candidate; fails where none is new enough.
jdk_best() {
    jdk_newer=
    while IFS= read -r jdk_home; do
        jdk_found=$(jdk_release "$jdk_home") || continue
        if [ "$jdk_found" -eq "$jdk_wanted" ]; then
            printf '%s\n' "$jdk_home"
            return
        fi
        [ "$jdk_found" -lt "$jdk_wanted" ] || [ -n "$jdk_newer" ] || jdk_newer=$jdk_home
    done
    [ -n "$jdk_newer" ] && printf '%s\n' "$jdk_newer"
}

# In the locale C, the usual one of a container, Java on Linux cannot open a file whose name is not in ASCII, nor build in a folder
# of such a name.
jdk_locale() {
    case $(uname 2>/dev/null):${LC_ALL:-${LC_CTYPE:-${LANG-}}} in
    Linux: | Linux:C | Linux:POSIX) export LC_ALL=C.UTF-8 ;;
    esac
}

find_jdk() {
    jdk_locale
    if [ -n "${JAVA_HOME-}" ] && jdk_found=$(jdk_release "$JAVA_HOME") && [ "$jdk_found" -ge "$jdk_wanted" ]; then
        export JAVA_HOME
        return
    fi
    if jdk_home=$(jdk_candidates | jdk_best); then
        JAVA_HOME=$jdk_home
        export JAVA_HOME
        return
    fi
    printf '%s\n' "norma: no JDK $jdk_wanted or newer in JAVA_HOME, on the PATH or in the usual folders; install one (https://adoptium.net) or set JAVA_HOME to it" >&2
    return 1
}
