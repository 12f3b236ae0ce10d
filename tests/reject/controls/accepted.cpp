// Control: compiles although it should not. The harness must report it as failed.
// expect: not to be seen
#ifdef REJECT
static_assert(sizeof(char) == 1, "not to be seen");
#endif
int main() {}
