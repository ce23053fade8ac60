#include <uninorm.h>

// The forms are macros of addresses of incomplete structs, which Swift does not import.
static inline uninorm_t chaland_nfc(void) { return UNINORM_NFC; }
static inline uninorm_t chaland_nfkd(void) { return UNINORM_NFKD; }
