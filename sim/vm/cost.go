package vm

// What instructions cost beyond the 1 ns of each, in virtual ns: so that operations take what
// they do on go1.26.
const (
	costAlloc = 20  // an object of the heap
	costLock  = 2   // an atomic operation that writes
	costPanic = 130 // a panic, from its value to the function that recovers
)
