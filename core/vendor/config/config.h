/* What libpsl's own build would write here: the built-in list, no IDN library. */
#define PACKAGE_VERSION "0.21.2"
#define PSL_DISTFILE ""
#define ENABLE_BUILTIN 1
#define HAVE_STRINGS_H 1
