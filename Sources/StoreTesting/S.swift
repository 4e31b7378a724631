/// x
enum Stub {}
