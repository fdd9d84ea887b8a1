package sched

// A pcg is the seeded source of every choice that Go leaves to chance: PCG XSH RR 64/32. Its
// whole state is one word, so it is checkpointed with the rest.
type pcg struct{ state uint64 }

const (
	pcgMul = 6364136223846793005
	pcgInc = 1442695040888963407
)

// newPCG returns a source for a seed.
func newPCG(seed uint64) pcg {
	r := pcg{state: seed + pcgInc}
	r.next()
	return r
}

// next returns 32 random bits: cheaprand.
func (r *pcg) next() uint32 {
	x := r.state
	r.state = x*pcgMul + pcgInc
	rot := uint32(x >> 59)
	v := uint32((x>>18 ^ x) >> 27)
	return v>>rot | v<<(-rot&31)
}

// n returns a random number in [0, n): cheaprandn.
func (r *pcg) n(n uint32) uint32 { return uint32(uint64(r.next()) * uint64(n) >> 32) }
