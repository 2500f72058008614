/* What uriparser's own build would write here. */
#define PACKAGE_VERSION "0.9.8"
