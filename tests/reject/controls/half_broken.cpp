// Control: refused as expected, but the half that should be accepted is broken too. The harness must report it as
// failed.
// expect: as expected
static_assert(sizeof(char) == 2, "as expected");
int main() {}
