// Control: what it needs is precompiled, but it does not include it. The harness must report it as failed.
// expect: drop_index
inline constexpr auto lower = sterna::migration("1f2a_lower", "find names in any case");
#ifdef REJECT
inline constexpr auto history = sterna::history<lower>;
#endif
int main() {}
