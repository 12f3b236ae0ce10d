// Control: refused only because a header does not exist. The harness must report it as failed.
// expect: as expected
#ifdef REJECT
#include <no/such/header.hpp>
static_assert(sizeof(char) == 2, "as expected");
#endif
int main() {}
