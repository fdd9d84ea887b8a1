package code

// An Instr is one instruction: an operation and three 16-bit operands, most often
// registers. D joins B and C into one signed 32-bit operand. Operations marked +X take the
// operands of the word after them too, written X.A, X.B, X.C and X.D; that word's Op is OpX.
type Instr struct {
	Op      Op
	A, B, C uint16
}

// D returns the signed 32-bit operand that B and C make.
func (i Instr) D() int32 { return int32(uint32(i.B) | uint32(i.C)<<16) }

// WithD returns i with B and C set to d's halves.
func (i Instr) WithD(d int32) Instr {
	i.B, i.C = uint16(uint32(d)), uint16(uint32(d)>>16)
	return i
}

// MapRoom is how many words a map takes in a frame, but for its entries: its header, whose words 1
// and 2 are pointers, and the marks of eight entries.
const MapRoom = 12

// TmpBytes is the size of the buffers in frames that conversions of strings use: of bytes, and of
// runes (tmpStringBufSize, runtime/string.go).
const TmpBytes = 32

// NoReg stands for an operand that is not there.
const NoReg uint16 = 0xffff

// An Op is an operation. The comment after each says what it does: r[x] is register x as a
// word, r[x..] a value of several words, imm(x) operand x as a signed 16-bit number, mem8[a]
// the 8 bytes at address a. An instruction reads all its operands before it writes, so its
// result may go where an operand is. Jumps are relative: the next pc is the jump's own pc plus the
// distance. Every access to memory raises FaultNil if the address is below mem.NilPage.
type Op uint16

// The operations.
const (
	OpBad Op = iota // never executed
	OpX             // second word of the instruction before it

	// Moves and constants.
	OpMov  // r[A] = r[B]
	OpMov2 // r[A..A+1] = r[B..B+1]
	OpMov3 // r[A..A+2] = r[B..B+2]
	OpMovN // r[A..] = r[B..], C words, which may overlap
	OpImm  // r[A] = D
	OpK    // r[A] = Consts[D]
	OpK2   // r[A], r[A+1] = Consts[D], Consts[D+1]: a string constant
	OpZero // r[A..] = 0, D words
	OpLea  // r[A] = address of r[B]

	// Integers, 64 bits. The lowering narrows after operations on smaller types.
	OpAdd   // r[A] = r[B] + r[C]
	OpSub   // r[A] = r[B] - r[C]
	OpMul   // r[A] = r[B] * r[C]
	OpDiv   // r[A] = r[B] / r[C], signed; FaultDivide
	OpDivU  // … unsigned
	OpRem   // r[A] = r[B] % r[C], signed; FaultDivide
	OpRemU  // … unsigned
	OpAnd   // r[A] = r[B] & r[C]
	OpOr    // r[A] = r[B] | r[C]
	OpXor   // r[A] = r[B] ^ r[C]
	OpAndN  // r[A] = r[B] &^ r[C]
	OpShl   // r[A] = r[B] << r[C]; a count of 64 or more (unsigned) gives 0
	OpShr   // r[A] = r[B] >> r[C], unsigned; likewise 0
	OpSar   // r[A] = r[B] >> r[C], signed; a large count gives 0 or -1
	OpAddI  // r[A] = r[B] + imm(C)
	OpMulI  // r[A] = r[B] * imm(C)
	OpAndI  // r[A] = r[B] & imm(C)
	OpShlI  // r[A] = r[B] << C
	OpShrI  // r[A] = r[B] >> C, unsigned
	OpSarI  // r[A] = r[B] >> C, signed
	OpNeg   // r[A] = -r[B]
	OpNot   // r[A] = ^r[B]
	OpShChk // FaultShift if r[A] is negative: a signed shift count
	OpSx8   // r[A] = low 8 bits of r[B], sign extended
	OpSx16
	OpSx32
	OpZx8 // r[A] = low 8 bits of r[B], zero extended
	OpZx16
	OpZx32

	// Floats: F on float64, G on float32.
	OpAddF // r[A] = r[B] + r[C]
	OpSubF
	OpMulF
	OpDivF
	OpNegF // r[A] = -r[B]
	OpAddG
	OpSubG
	OpMulG
	OpDivG
	OpNegG
	OpMinF // r[A] = min(r[B], r[C]), the builtin: NaN if one is, -0 below 0
	OpMaxF // r[A] = max(r[B], r[C])
	OpMinG // … on float32
	OpMaxG
	OpItoF // r[A] = float64(int64(r[B]))
	OpUtoF // … of uint64
	OpFtoI // r[A] = int64(float64 r[B]), or int32 if C is 1; out of range as amd64 has it
	OpFtoU
	OpItoG
	OpUtoG
	OpGtoI
	OpGtoU
	OpFtoG // r[A] = float32(float64 r[B])
	OpGtoF

	// Complex numbers: Z on complex128 (two words). complex64 is widened first.
	OpAddZ // r[A..] = r[B..] + r[C..]
	OpSubZ
	OpMulZ
	OpDivZ
	OpNegZ // r[A..] = -r[B..]
	OpEqZ  // r[A] = r[B..] == r[C..]
	OpCtoZ // r[A..] = complex128(complex64 r[B])
	OpZtoC // r[A] = complex64(r[B..])

	// Comparisons into a bool.
	OpEq  // r[A] = r[B] == r[C]
	OpNe  // …
	OpLt  // signed
	OpLe  // signed
	OpLtU // unsigned
	OpLeU // unsigned
	OpEqI // r[A] = r[B] == imm(C)
	OpLtI // signed
	OpEqF // float64
	OpNeF
	OpLtF
	OpLeF
	OpEqG // float32
	OpNeG
	OpLtG
	OpLeG
	OpLNot // r[A] = 1 - r[B]: a bool's opposite
	OpEqS  // r[A] = r[B..] == r[C..], strings
	OpLtS  // strings
	OpLeS  // strings
	OpEqE  // r[A] = r[B..] == r[C..], interfaces; FaultCompare
	OpEqT  // +X r[A] = values r[B..] == r[C..] of type X.D, any type; FaultCompare for interfaces inside

	// Jumps.
	OpJmp  // to pc + D
	OpJt   // if r[A] != 0, to pc + D
	OpJf   // if r[A] == 0, to pc + D
	OpJeq  // if r[A] == r[B], to pc + imm(C)
	OpJne  //
	OpJlt  // signed
	OpJle  // signed
	OpJltU // unsigned
	OpJleU // unsigned
	OpJeqI // if r[A] == imm(B), to pc + imm(C)
	OpJneI
	OpJltI // signed
	OpJleI
	OpJgtI
	OpJgeI

	// Memory. The offset C is unsigned bytes.
	OpLd8  // r[A] = mem8[r[B]+C]
	OpLd4  // r[A] = mem4[r[B]+C], zero extended
	OpLd2  //
	OpLd1  //
	OpLd4s // … sign extended
	OpLd2s
	OpLd1s
	OpLdN // +X r[A..] = X.D bytes at r[B]+C, rest of the last word zero
	OpSt8 // mem8[r[A]+C] = r[B], no pointer
	OpSt4 //
	OpSt2
	OpSt1
	OpStP   // mem8[r[A]+C] = r[B], a pointer: a write barrier's place
	OpStN   // +X X.D bytes at r[A]+C = r[B..], no pointers among them
	OpStT   // +X value of type X.D at r[A]+C = r[B..], with pointers: a write barrier's place
	OpMovM  // +X value of type X.D at r[A] = value at r[B]; both are addresses, which may overlap
	OpZeroM // +X value of type X.D at r[A] = zero
	OpNil   // FaultNil if r[A] < mem.NilPage
	OpGet8  // r[A] = mem8[D*8]: a global's word
	OpSet8  // mem8[D*8] = r[A], no pointer
	OpSetP  // mem8[D*8] = r[A], a pointer
	OpFld   // +X r[A] = field of X.A bytes (1, 2, 4, 8) at byte X.B of r[B..], zero extended; sign extended if X.C is 1
	OpFldN  // +X r[A..] = X.A bytes at byte C of r[B..], zero padded: a part of a value
	OpSetF  // +X X.A bytes (any number) at byte C of r[A..] = r[B..]: a part of a value is set

	// Elements. Slices and strings: r[S] is the address, r[S+1] the length; FaultIndex.
	OpIdx8 // r[A] = mem8[r[B]+8*r[C]], bounds r[B+1]
	OpIdx4
	OpIdx2
	OpIdx1
	OpIdx4s
	OpIdx2s
	OpIdx1s
	OpIdxN // +X r[A..] = element of X.D bytes
	OpSix8 // mem8[r[A]+8*r[B]] = r[C], bounds r[A+1], no pointer
	OpSix4
	OpSix2
	OpSix1
	OpSixP   // … a pointer
	OpIdxA   // +X r[A] = r[B] + r[C]*X.D: address of an element, bounds r[B+1]
	OpArrA   // +X+X r[A] = r[B] + r[C]*X.D with r[B] an array's address (FaultNil) and its length, the second X's D, as bounds
	OpBound  // FaultIndex unless 0 <= r[A] < r[B]
	OpBoundK // FaultIndex unless 0 <= r[A] < D

	// Slices and strings.
	OpSlice   // +X+X r[A..] = r[B..][lo:hi:max], a slice; X.A, X.B, X.C are the registers of lo, hi, max or NoReg; the second X.D: bytes of an element
	OpSliceS  // +X r[A..] = r[B..][X.A:X.B], a string
	OpSliceA  // +X+X+X r[A..] = (*r[B])[lo:hi:max], an array at an address; X and the second X as for OpSlice, the third X.D: length of the array
	OpMkSl    // +X r[A..] = make([]T, r[B], r[C]), T is type X.D; FaultMakeSliceLen, FaultMakeSliceCap
	OpAppend  // +X r[A..] = append(r[B..], r[C..]...), elements of type X.D, both slices
	OpAppendV // +X+X r[A..] = append(r[B..], elements...), the second X.D elements of type X.D that lie packed in r[C..]
	OpAppendS // r[A..] = append([]byte r[B..], string r[C..]...)
	OpCopy    // +X r[A] = copy(r[B..], r[C..]), elements of type X.D; C may be a string
	OpClearS  // +X clear(r[A..]), a slice with elements of type X.D
	OpSlArr   // +X r[A] = (*[X.D]T)(slice r[B..]): its address; FaultSliceConvert
	OpCat     // +X r[A..] = r[B..] + r[C..], strings. Of this and the next five, X.A is the first register of a buffer in the frame that what is made may lie in, TmpBytes bytes or runes long, or NoReg
	OpBtoS    // +X r[A..] = string([]byte r[B..])
	OpStoB    // +X r[A..] = []byte(string r[B..])
	OpRtoS    // +X r[A..] = string([]rune r[B..])
	OpStoR    // +X r[A..] = []rune(string r[B..])
	OpItoS    // +X r[A..] = string(rune r[B]); not a code point gives U+FFFD
	OpRange   // string r[B..] from index r[C] on: r[A] = more (bool), r[A+1] = index, r[A+2] = rune, r[C] = next index

	// Allocation. Each may stop the run afterwards for a collection.
	OpNew  // r[A] = new(T), T is type D
	OpClos // +X r[A] = closure object of function X.D with the C words r[B..] captured; its layout is that function's ClosType
	OpBox  // +X r[A..A+1] = interface of value r[B..] of type X.D: Direct types in the data word, others copied to the heap

	// Interfaces.
	OpAssert     // +X+X r[A..] = r[B..].(T), T is type X.D. C=1: comma-ok, the bool follows the value's words. Interface targets keep the pair. Second X's D: static type of r[B..], for the text; FaultAssert
	OpTypeIs     // +X r[A] = the dynamic type of r[B..] is exactly X.D
	OpImplements // +X r[A] = the dynamic type of r[B..] has the methods of interface type X.D
	OpConvI      // r[A..] = r[B..], an interface made a smaller one: a plain copy

	// Maps. X.D is the map's type.
	OpMkMap  // +X+X r[A] = make(map, hint r[B] or NoReg); the second X.A: first register of MapRoom words of the frame for the map, and then for 8 entries, or NoReg
	OpMapGet // +X+X r[A..] = r[B][r[C..]], zero if missing; the second X.D = 1: comma-ok, the bool follows the value's words; 2: the value is to be set again, as in m[k]++. FaultHash
	OpMapSet // +X r[A][r[B..]] = r[C..]; FaultNilMap, FaultHash
	OpMapDel // +X delete(r[A], r[B..])
	OpMapLen // r[A] = len(r[B]), a map or 0 if nil
	OpMapClr // +X clear(r[A])
	OpIterM  // +X r[A..A+5] = a new iterator over map r[B]: three pointers (map, entries, marks), then three plain words
	OpNextM  // +X+X r[A] = more; key at r[A+1..] and element after it, those that are wanted; iterator r[B..]; second X: A, B = 1 if the key, the element is wanted

	// Calls. base is above all live registers.
	OpCall       // call function D, base A
	OpCallC      // call closure r[B], base A, with C words of arguments; FaultNil if nil
	OpCallI      // +X call method X.D of interface r[B..], the X.Ath of its type, base A; the data word becomes argument 0; FaultNil if nil. C words of arguments stand at r[A+1..] already
	OpNative     // call native D, base A: arguments at r[A..], results there after
	OpRet        // return; the results are in slots 0..
	OpRet1       // slot 0 = r[A], return
	OpGo         // +X go closure r[B] (X.D = 0) or function X.D, C words of arguments at r[A..]; FaultGoNil
	OpDefer      // +X+X defer closure r[B] or function X.D, C words of arguments at r[A..]; second X's A: register with the frame's defer list of another frame (range-over-func), or NoReg
	OpDeferStack // r[A] = a token of this frame's defer list, for OpDefer inside range-over-func bodies
	OpRunDefers  // run the deferred calls of this frame, newest first
	OpPanic      // panic(r[A..]), an interface
	OpRecover    // r[A..] = recover()
	OpGoexit     // run all deferred calls of the goroutine and end it: runtime.Goexit

	// Channels. Values are packed at their register.
	OpMkChan // +X r[A] = make(chan, r[B]), X.D the chan type; FaultMakeChan
	OpSend   // +X r[A] <- r[B..], a value of type X.D; blocks; FaultSendClosed
	OpRecv   // +X r[A..] = <-r[B], a value of type X.D in canonical form; C=1: the bool ok follows the value's words. blocks
	OpSelect // Selects[D]: r[A] = chosen case or -1, r[A+1] = received ok (bool); the chosen receive's destination is in canonical form
	OpClose  // close(r[A]); FaultCloseNil, FaultCloseClosed
	OpChLen  // r[A] = len(r[B])
	OpChCap  // r[A] = cap(r[B])

	OpCount
)
