package vm

import (
	"gopherscope/sim/code"
)

// A map is three objects in the heap. The header has a fixed size; its address is the map.
// The entries are an array of struct{key; elem}, in the order of their insertion, with room
// for some more. The marks, without pointers, are 32-bit numbers: first one for each entry,
// then the index.
//
//   - The mark of an entry is its hash with the top bit set, or 0 if it was deleted.
//   - The index is a table of a power of two slots, probed linearly from the hash on: 0, or 1
//   - the number of an entry. Maps of up to eight entries have none and compare all marks.
//
// A full array is copied to a new one, without the deleted entries, twice as large if they
// were few. An iterator goes on with the old array, and looks each key up in the new one.
//
// The real map is a Swiss table (internal/runtime/maps); what a program can see of it, the
// random start of an iteration and the effects of changes under one, is the same here.
const (
	hdrCount   = iota // entries in the map
	hdrEntries        // address of the entries
	hdrMarks          // address of the marks
	hdrUsed           // entries taken from the array, deleted ones included
	hdrCap            // length of the array
	hdrWriting        // 1 while a write is under way, see wrote
	hdrSeed           // of its hashes
	hdrClears         // how often it was cleared
	hdrWords

	headerBytes = hdrWords * 8
	noIndexCap  = 8 // the largest array without an index
	liveMark    = 1 << 31
)

// hashFault returns the fault of a look-up in map m of a key that has no hash.
//
// Models mapKeyError, internal/runtime/maps/map.go.
func (v *VM) hashFault(m uint64) code.Fault {
	if m == 0 || v.header(m)[hdrCount] == 0 {
		return code.FaultMapKey
	}
	return code.FaultHash
}

// mapOp executes the operations on maps.
func (v *VM) mapOp(ins []code.Instr, in code.Instr, c *context, r *[window]uint64) Stop {
	pc, fp := c.pc, int(c.fp)
	var x code.Instr
	if in.Op != code.OpMapLen {
		x = ins[pc+1]
	}
	t := code.TypeID(x.D())
	regAddr := func(reg uint16) uint64 { return uint64(fp+int(reg)) * 8 }
	switch in.Op {
	case code.OpMapLen:
		if m := r[in.B]; m != 0 {
			r[in.A] = v.mem.Load(m + hdrCount*8)
		} else {
			r[in.A] = 0
		}
		c.pc++
		return running

	case code.OpMkMap:
		hint := int64(0)
		if in.B != code.NoReg {
			hint = int64(r[in.B])
		}
		room := uint64(0)
		if x := ins[pc+2].A; x != code.NoReg {
			room = regAddr(x)
		}
		m, ok := v.newMap(t, hint, room)
		if !ok {
			return v.starve(c)
		}
		v.reg(in.A, m)
		return v.allocated(c, pc+3)

	case code.OpMapGet:
		if v.clashes(r[in.B]) {
			if ins[pc+2].D() == 2 { // Go asks once for the place of the value, as for a write
				return v.raise(c, code.FaultMapWrites)
			}
			return v.raise(c, code.FaultMapRead)
		}
		elem := v.prog.Types[t].Elem
		at, bad := v.mapFind(r[in.B], t, regAddr(in.C))
		if bad != 0 {
			return v.raiseName(c, v.hashFault(r[in.B]), bad)
		}
		dst := fp + int(in.A)
		if at != 0 {
			v.load(dst, at+v.elemOffset(t), elem)
		} else {
			clear(v.mem.W[dst : dst+v.types[elem].words])
		}
		if ins[pc+2].D() == 1 {
			v.mem.W[dst+v.types[elem].words] = bit(at != 0)
		}
		c.pc = pc + 3
		return running

	case code.OpMapSet:
		m := r[in.A]
		if m == 0 {
			return v.raise(c, code.FaultNilMap)
		}
		if v.header(m)[hdrWriting] != 0 {
			return v.raise(c, code.FaultMapWrites)
		}
		at, bad := v.mapPut(m, t, regAddr(in.B))
		if bad != 0 {
			return v.raiseName(c, code.FaultHash, bad)
		}
		if at == 0 {
			return v.starve(c)
		}
		v.store(at+v.elemOffset(t), fp+int(in.C), v.prog.Types[t].Elem)
		v.wrote(c, m)
		return v.allocated(c, pc+2)

	case code.OpMapDel:
		if v.clashes(r[in.A]) {
			return v.raise(c, code.FaultMapWrites)
		}
		if bad := v.mapDelete(r[in.A], t, regAddr(in.B)); bad != 0 {
			return v.raiseName(c, v.hashFault(r[in.A]), bad)
		}
		if m := r[in.A]; m != 0 {
			v.wrote(c, m)
		}
		c.pc = pc + 2
		return running

	case code.OpMapClr:
		if m := r[in.A]; m != 0 {
			if v.clashes(m) {
				return v.raise(c, code.FaultMapWrites)
			}
			v.mapClear(m, t)
			v.wrote(c, m)
		}
		c.pc = pc + 2
		return running

	case code.OpIterM:
		v.mapIter(fp+int(in.A), r[in.B])
		c.pc = pc + 2
		return running
	}

	// OpNextM
	if m := r[in.B]; m != 0 && v.header(m)[hdrWriting] != 0 {
		return v.raise(c, code.FaultMapIter)
	}
	entry, now := v.mapNext(fp+int(in.B), t)
	r[in.A] = bit(entry != 0)
	if entry != 0 {
		typ := &v.prog.Types[t]
		dst, y := fp+int(in.A)+1, ins[pc+2]
		if y.A == 1 {
			v.load(dst, entry, typ.Key)
			dst += v.types[typ.Key].words
		}
		if y.B == 1 {
			v.load(dst, now+v.elemOffset(t), typ.Elem)
		}
	}
	c.pc = pc + 3
	return running
}

// wrote is the end of a write to map m by the goroutine of c. If the turn of its P ends with
// it, the write is under way while the other Ps have their turns, until the goroutine runs
// again: whoever uses the map meanwhile finds it being written, and the program dies. What the
// goroutine does after the write, to unlock a mutex say, comes later still, so a program that
// keeps its goroutines apart is never blamed.
//
// Models the field writing of Map, internal/runtime/maps/map.go, and who looks at it.
func (v *VM) wrote(c *context, m uint64) {
	if v.turn != 0 && v.Spent() >= v.turn {
		c.writing = m
		v.mem.Store(m+hdrWriting*8, 1)
	}
}

// endWrite ends the write to a map that the goroutine of c is in the midst of, if it is.
func (v *VM) endWrite(c *context) {
	if c.writing != 0 {
		v.mem.Store(c.writing+hdrWriting*8, 0)
		c.writing = 0
	}
}

// clashes reports whether another P is in the midst of a write to map m, which may be nil.
// An empty map is not looked at, as in the runtime.
func (v *VM) clashes(m uint64) bool {
	return m != 0 && v.header(m)[hdrWriting] != 0 && v.header(m)[hdrCount] != 0
}

// elemOffset returns where the element stands in an entry of map type t.
func (v *VM) elemOffset(t code.TypeID) uint64 {
	return uint64(v.prog.Types[v.prog.Types[t].Entry].Fields[1].Offset)
}

// newMap makes a map of type t with room for hint entries: in the frame, if room is an address there,
// else in the heap.
func (v *VM) newMap(t code.TypeID, hint int64, room uint64) (m uint64, ok bool) {
	if room == 0 {
		if m = v.heap.Alloc(v.hmap, 1); m == 0 {
			return 0, false
		}
	} else {
		m = room
		v.mem.Zero(m, code.MapRoom*8+noIndexCap*v.types[v.prog.Types[t].Entry].size)
	}
	v.mem.Store(m+hdrSeed*8, v.rand()|1<<63) // no address, whoever looks at it
	switch {
	case hint > 0 && (room == 0 || hint > noIndexCap):
		return m, v.mapAlloc(m, t, uint64(min(hint, 1<<30)))
	case room != 0:
		v.mem.Store(m+hdrEntries*8, m+code.MapRoom*8)
		v.mem.Store(m+hdrMarks*8, m+headerBytes)
		v.mem.Store(m+hdrCap*8, noIndexCap)
	}
	return m, true
}

// mapAlloc gives map m a new, empty array of at least n entries.
func (v *VM) mapAlloc(m uint64, t code.TypeID, n uint64) bool {
	entryType := v.prog.Types[t].Entry
	capacity := uint64(noIndexCap)
	for capacity < n {
		capacity *= 2
	}
	slots := indexSlots(capacity)
	entries := v.heap.Alloc(entryType, int64(capacity))
	if entries == 0 {
		return false
	}
	marks := v.heap.AllocBytes(int64(capacity+slots) * 4)
	if marks == 0 {
		return false
	}
	v.work(capacity * v.types[entryType].size)
	v.storePointer(m+hdrEntries*8, entries)
	v.storePointer(m+hdrMarks*8, marks)
	h := v.mem.W[m/8:][:hdrWords]
	h[hdrUsed], h[hdrCount] = 0, 0
	h[hdrCap] = capacity
	v.mem.MarkDirty(m, headerBytes)
	return true
}

// indexSlots returns the length of the index of an array of the given capacity, 0 for none.
func indexSlots(capacity uint64) uint64 {
	if capacity <= noIndexCap {
		return 0
	}
	return capacity * 2
}

// header returns the words of map m's header, for reading.
func (v *VM) header(m uint64) *[hdrWords]uint64 { return (*[hdrWords]uint64)(v.mem.W[m/8:]) }

// mark returns the mark of entry i.
func (v *VM) mark(marks, i uint64) uint64 {
	return v.mem.W[marks/8+i/2] >> (i % 2 * 32) & 0xffffffff
}

// mapFind returns the address of the entry with the key at address key, or 0.
func (v *VM) mapFind(m uint64, t code.TypeID, key uint64) (entry uint64, bad code.TypeID) {
	if m == 0 || v.header(m)[hdrCount] == 0 {
		_, bad = v.hash(key, v.prog.Types[t].Key, 0)
		return 0, bad
	}
	h, bad := v.hash(key, v.prog.Types[t].Key, v.header(m)[hdrSeed])
	if bad != 0 {
		return 0, bad
	}
	i, ok := v.mapLookup(m, t, key, h>>33|liveMark)
	if !ok {
		return 0, 0
	}
	return v.entry(m, t, i), 0
}

// entry returns the address of entry i.
func (v *VM) entry(m uint64, t code.TypeID, i uint64) uint64 {
	return v.header(m)[hdrEntries] + i*v.types[v.prog.Types[t].Entry].size
}

// entries yields the addresses of m's entries: see Entries.
func (v *VM) entries(m uint64, t code.TypeID, yield func(uint64) bool) {
	h := v.header(m)
	for i := range h[hdrUsed] {
		if v.mark(h[hdrMarks], i) != 0 && !yield(v.entry(m, t, i)) {
			return
		}
	}
}

// mapLookup finds the number of the entry with a key whose mark is known.
func (v *VM) mapLookup(m uint64, t code.TypeID, key, mark uint64) (i uint64, ok bool) {
	h := v.header(m)
	marks := h[hdrMarks]
	same := func(i uint64) bool {
		if v.mark(marks, i) != mark {
			return false
		}
		eq, _ := v.equal(key, v.entry(m, t, i), v.prog.Types[t].Key)
		return eq
	}
	slots := indexSlots(h[hdrCap])
	if slots == 0 {
		for i := range h[hdrUsed] {
			if same(i) {
				return i, true
			}
		}
		return 0, false
	}
	mask := slots - 1
	for s := mark & mask; ; s = (s + 1) & mask {
		n := v.mark(marks, h[hdrCap]+s)
		if n == 0 {
			return 0, false
		}
		if same(n - 1) {
			return n - 1, true
		}
	}
}

// mapPut returns the address of the entry with the key at address key, which it adds if the
// map has none. It returns 0 if memory is out.
func (v *VM) mapPut(m uint64, t code.TypeID, key uint64) (entry uint64, bad code.TypeID) {
	keyType := v.prog.Types[t].Key
	hash, bad := v.hash(key, keyType, v.header(m)[hdrSeed])
	if bad != 0 {
		return 0, bad
	}
	mark := hash>>33 | liveMark
	if v.header(m)[hdrCount] > 0 {
		if i, ok := v.mapLookup(m, t, key, mark); ok {
			at := v.entry(m, t, i)
			if v.types[keyType].eq != eqBytes { // NeedKeyUpdate: -0 replaces 0, and a string's bytes may lie elsewhere
				v.move(at, key, keyType, 1)
			}
			return at, 0
		}
	}
	if h := v.header(m); h[hdrUsed] == h[hdrCap] {
		if !v.mapGrow(m, t) {
			return 0, 0
		}
	}
	i := v.header(m)[hdrUsed]
	v.mapLink(m, i, mark)
	at := v.entry(m, t, i)
	v.move(at, key, keyType, 1)
	return at, 0
}

// mapLink takes entry i, the first unused one, into use with the given mark.
func (v *VM) mapLink(m, i, mark uint64) {
	h := v.header(m)
	marks := h[hdrMarks]
	v.mem.StoreN(marks+i*4, 4, mark)
	if slots := indexSlots(h[hdrCap]); slots != 0 {
		mask := slots - 1
		s := mark & mask
		for v.mark(marks, h[hdrCap]+s) != 0 {
			s = (s + 1) & mask
		}
		v.mem.StoreN(marks+(h[hdrCap]+s)*4, 4, i+1)
	}
	v.mem.Store(m+hdrUsed*8, i+1)
	v.mem.Store(m+hdrCount*8, h[hdrCount]+1)
}

// mapGrow copies the entries of map m to a new array, twice as large unless at least a
// quarter of the old one is deleted entries.
func (v *VM) mapGrow(m uint64, t code.TypeID) bool {
	old := *v.header(m)
	size := v.types[v.prog.Types[t].Entry].size
	want := old[hdrCap]
	if old[hdrCount] > want-want/4 {
		want *= 2
	}
	if !v.mapAlloc(m, t, want) {
		return false
	}
	for i := range old[hdrUsed] {
		mark := v.mark(old[hdrMarks], i)
		if mark == 0 {
			continue
		}
		to := v.header(m)[hdrUsed]
		v.move(v.entry(m, t, to), old[hdrEntries]+i*size, v.prog.Types[t].Entry, 1)
		v.mapLink(m, to, mark)
	}
	v.work(old[hdrUsed] * size)
	return true
}

// mapDelete removes the entry with the key at address key.
func (v *VM) mapDelete(m uint64, t code.TypeID, key uint64) (bad code.TypeID) {
	entry, bad := v.mapFind(m, t, key)
	if entry == 0 {
		return bad
	}
	h := v.header(m)
	size := v.types[v.prog.Types[t].Entry].size
	i := (entry - h[hdrEntries]) / max(size, 1)
	v.mem.StoreN(h[hdrMarks]+i*4, 4, 0)
	v.zero(entry, v.prog.Types[t].Entry, 1)
	v.mem.Store(m+hdrCount*8, h[hdrCount]-1)
	return 0
}

// mapClear removes every entry, those that no key equals included.
func (v *VM) mapClear(m uint64, t code.TypeID) {
	h := v.header(m)
	v.mem.Store(m+hdrClears*8, h[hdrClears]+1)
	if h[hdrUsed] == 0 {
		return
	}
	entry := v.prog.Types[t].Entry
	v.work(h[hdrUsed] * v.types[entry].size)
	v.zero(h[hdrEntries], entry, h[hdrUsed])
	v.mem.Zero(h[hdrMarks], (h[hdrCap]+indexSlots(h[hdrCap]))*4)
	v.mem.Store(m+hdrCount*8, 0)
	v.mem.Store(m+hdrUsed*8, 0)
	v.mem.Store(m+hdrSeed*8, v.rand()|1<<63)
}

// The words of an iterator, whose first three are pointers. It goes round the used entries
// of an array once, from a random one on.
const (
	itMap     = iota
	itEntries // the array it walks
	itMarks
	itStart // where it began, and behind that, in the high half, how many were used then
	itDone  // how many entries it has passed
	itClears
	itWords

	itPointers = itStart
)

// mapIter makes an iterator over map m in the words from at on.
func (v *VM) mapIter(at int, m uint64) {
	it := v.mem.W[at:][:itWords]
	clear(it)
	if m == 0 {
		return
	}
	h := v.header(m)
	random := v.rand() // an empty map draws too, so that its size decides nothing else
	it[itMap], it[itEntries], it[itMarks], it[itClears] = m, h[hdrEntries], h[hdrMarks], h[hdrClears]
	if n := h[hdrUsed]; n > 0 {
		it[itStart] = random>>32%n | n<<32
	}
}

// mapNext moves the iterator at word at on and returns the addresses of the entry it came
// to: of the key, and of the entry that has the value now. They are 0 at the end.
//
// Models Iter.Next, internal/runtime/maps/table.go.
func (v *VM) mapNext(at int, t code.TypeID) (key, now uint64) {
	it := v.mem.W[at:][:itWords]
	m := it[itMap]
	if m == 0 {
		return 0, 0
	}
	h := v.header(m)
	size := v.types[v.prog.Types[t].Entry].size
	sameArray := h[hdrEntries] == it[itEntries]
	start, n := it[itStart]&0xffffffff, it[itStart]>>32
	for it[itDone] < n {
		i := it[itDone] + start
		if i >= n {
			i -= n
		}
		it[itDone]++
		if v.mark(it[itMarks], i) == 0 {
			continue
		}
		key = it[itEntries] + i*size
		if sameArray {
			if i < h[hdrUsed] {
				return key, key
			}
			continue
		}
		keyType := v.prog.Types[t].Key
		if now, _ = v.mapFind(m, t, key); now != 0 {
			return key, now
		}
		if eq, _ := v.equal(key, key, keyType); !eq && h[hdrClears] == it[itClears] {
			return key, key // a NaN: nobody can have changed or deleted it
		}
	}
	return 0, 0
}
