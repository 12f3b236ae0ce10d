// Control: refused, but with other words than expected. The harness must report it as failed.
// expect: this sentence is nowhere
#ifdef REJECT
static_assert(sizeof(char) == 2, "a sentence that nobody expects");
#endif
int main() {}
