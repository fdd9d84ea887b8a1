package code

import (
	"fmt"
	"strconv"
	"strings"
)

// A form says how an operation is written: its words, and a template in which $ stands
// before an operand. $A $B $C are registers, #B #C signed numbers, %A %B %C unsigned ones,
// #D a signed number of 32 bits, @C @D places a jump leads to; fD tD nD are a function, a
// type and a native by number. The operands of the words that follow have the word's number
// before their letter: $1A, t1D, #2D.
type form struct {
	words int
	text  string
}

var forms = [OpCount]form{
	OpBad: {1, "bad"}, OpX: {1, "x"},

	OpMov: {1, "$A = $B"}, OpMov2: {1, "$A:2 = $B:2"}, OpMov3: {1, "$A:3 = $B:3"}, OpMovN: {1, "$A:%C = $B:%C"},
	OpImm: {1, "$A = #D"}, OpK: {1, "$A = kD"}, OpK2: {1, "$A:2 = sD"}, OpZero: {1, "$A:#D = 0"}, OpLea: {1, "$A = &$B"},

	OpAdd: {1, "$A = $B + $C"}, OpSub: {1, "$A = $B - $C"}, OpMul: {1, "$A = $B * $C"},
	OpDiv: {1, "$A = $B / $C"}, OpDivU: {1, "$A = $B /u $C"}, OpRem: {1, "$A = $B % $C"}, OpRemU: {1, "$A = $B %u $C"},
	OpAnd: {1, "$A = $B & $C"}, OpOr: {1, "$A = $B | $C"}, OpXor: {1, "$A = $B ^ $C"}, OpAndN: {1, "$A = $B &^ $C"},
	OpShl: {1, "$A = $B << $C"}, OpShr: {1, "$A = $B >>u $C"}, OpSar: {1, "$A = $B >> $C"},
	OpAddI: {1, "$A = $B + #C"}, OpMulI: {1, "$A = $B * #C"}, OpAndI: {1, "$A = $B & #C"},
	OpShlI: {1, "$A = $B << %C"}, OpShrI: {1, "$A = $B >>u %C"}, OpSarI: {1, "$A = $B >> %C"},
	OpNeg: {1, "$A = -$B"}, OpNot: {1, "$A = ^$B"}, OpShChk: {1, "check shift $A"},
	OpSx8: {1, "$A = int8($B)"}, OpSx16: {1, "$A = int16($B)"}, OpSx32: {1, "$A = int32($B)"},
	OpZx8: {1, "$A = uint8($B)"}, OpZx16: {1, "$A = uint16($B)"}, OpZx32: {1, "$A = uint32($B)"},

	OpAddF: {1, "$A = $B +f $C"}, OpSubF: {1, "$A = $B -f $C"}, OpMulF: {1, "$A = $B *f $C"}, OpDivF: {1, "$A = $B /f $C"}, OpNegF: {1, "$A = -f $B"},
	OpAddG: {1, "$A = $B +g $C"}, OpSubG: {1, "$A = $B -g $C"}, OpMulG: {1, "$A = $B *g $C"}, OpDivG: {1, "$A = $B /g $C"}, OpNegG: {1, "$A = -g $B"},
	OpMinF: {1, "$A = minf $B $C"}, OpMaxF: {1, "$A = maxf $B $C"}, OpMinG: {1, "$A = ming $B $C"}, OpMaxG: {1, "$A = maxg $B $C"},
	OpItoF: {1, "$A = float64($B)"}, OpUtoF: {1, "$A = float64(uint $B)"}, OpFtoI: {1, "$A = int(float64 $B)"}, OpFtoU: {1, "$A = uint(float64 $B)"},
	OpItoG: {1, "$A = float32($B)"}, OpUtoG: {1, "$A = float32(uint $B)"}, OpGtoI: {1, "$A = int(float32 $B)"}, OpGtoU: {1, "$A = uint(float32 $B)"},
	OpFtoG: {1, "$A = float32(float64 $B)"}, OpGtoF: {1, "$A = float64(float32 $B)"},

	OpAddZ: {1, "$A:2 = $B:2 +z $C:2"}, OpSubZ: {1, "$A:2 = $B:2 -z $C:2"}, OpMulZ: {1, "$A:2 = $B:2 *z $C:2"}, OpDivZ: {1, "$A:2 = $B:2 /z $C:2"},
	OpNegZ: {1, "$A:2 = -z $B:2"}, OpEqZ: {1, "$A = $B:2 ==z $C:2"}, OpCtoZ: {1, "$A:2 = complex128($B)"}, OpZtoC: {1, "$A = complex64($B:2)"},

	OpEq: {1, "$A = $B == $C"}, OpNe: {1, "$A = $B != $C"}, OpLt: {1, "$A = $B < $C"}, OpLe: {1, "$A = $B <= $C"},
	OpLtU: {1, "$A = $B <u $C"}, OpLeU: {1, "$A = $B <=u $C"}, OpEqI: {1, "$A = $B == #C"}, OpLtI: {1, "$A = $B < #C"},
	OpEqF: {1, "$A = $B ==f $C"}, OpNeF: {1, "$A = $B !=f $C"}, OpLtF: {1, "$A = $B <f $C"}, OpLeF: {1, "$A = $B <=f $C"},
	OpEqG: {1, "$A = $B ==g $C"}, OpNeG: {1, "$A = $B !=g $C"}, OpLtG: {1, "$A = $B <g $C"}, OpLeG: {1, "$A = $B <=g $C"},
	OpLNot: {1, "$A = !$B"}, OpEqS: {1, "$A = $B:2 ==s $C:2"}, OpLtS: {1, "$A = $B:2 <s $C:2"}, OpLeS: {1, "$A = $B:2 <=s $C:2"},
	OpEqE: {1, "$A = $B:2 ==e $C:2"}, OpEqT: {2, "$A = $B == $C of t1D"},

	OpJmp: {1, "goto @D"}, OpJt: {1, "if $A goto @D"}, OpJf: {1, "if !$A goto @D"},
	OpJeq: {1, "if $A == $B goto @C"}, OpJne: {1, "if $A != $B goto @C"}, OpJlt: {1, "if $A < $B goto @C"}, OpJle: {1, "if $A <= $B goto @C"},
	OpJltU: {1, "if $A <u $B goto @C"}, OpJleU: {1, "if $A <=u $B goto @C"},
	OpJeqI: {1, "if $A == #B goto @C"}, OpJneI: {1, "if $A != #B goto @C"}, OpJltI: {1, "if $A < #B goto @C"}, OpJleI: {1, "if $A <= #B goto @C"},
	OpJgtI: {1, "if $A > #B goto @C"}, OpJgeI: {1, "if $A >= #B goto @C"},

	OpLd8: {1, "$A = mem8[$B+%C]"}, OpLd4: {1, "$A = mem4[$B+%C]"}, OpLd2: {1, "$A = mem2[$B+%C]"}, OpLd1: {1, "$A = mem1[$B+%C]"},
	OpLd4s: {1, "$A = mem4s[$B+%C]"}, OpLd2s: {1, "$A = mem2s[$B+%C]"}, OpLd1s: {1, "$A = mem1s[$B+%C]"}, OpLdN: {2, "$A = mem[$B+%C] #1D bytes"},
	OpSt8: {1, "mem8[$A+%C] = $B"}, OpSt4: {1, "mem4[$A+%C] = $B"}, OpSt2: {1, "mem2[$A+%C] = $B"}, OpSt1: {1, "mem1[$A+%C] = $B"},
	OpStP: {1, "memp[$A+%C] = $B"}, OpStN: {2, "mem[$A+%C] = $B #1D bytes"}, OpStT: {2, "mem[$A+%C] = $B of t1D"},
	OpMovM: {2, "mem[$A] = mem[$B] of t1D"}, OpZeroM: {2, "mem[$A] = zero t1D"}, OpNil: {1, "check nil $A"},
	OpGet8: {1, "$A = gD"}, OpSet8: {1, "gD = $A"}, OpSetP: {1, "gD =p $A"},
	OpFld: {2, "$A = $B byte %1B size %1A sign %1C"}, OpFldN: {2, "$A = $B byte %C size %1A"}, OpSetF: {2, "$A byte %C size %1A = $B"},

	OpIdx8: {1, "$A = $B[$C]8"}, OpIdx4: {1, "$A = $B[$C]4"}, OpIdx2: {1, "$A = $B[$C]2"}, OpIdx1: {1, "$A = $B[$C]1"},
	OpIdx4s: {1, "$A = $B[$C]4s"}, OpIdx2s: {1, "$A = $B[$C]2s"}, OpIdx1s: {1, "$A = $B[$C]1s"}, OpIdxN: {2, "$A = $B[$C] #1D bytes"},
	OpSix8: {1, "$A[$B]8 = $C"}, OpSix4: {1, "$A[$B]4 = $C"}, OpSix2: {1, "$A[$B]2 = $C"}, OpSix1: {1, "$A[$B]1 = $C"}, OpSixP: {1, "$A[$B]p = $C"},
	OpIdxA: {2, "$A = &$B[$C] #1D bytes"}, OpArrA: {3, "$A = &(*$B)[$C] #1D bytes len #2D"}, OpBound: {1, "check $A < $B"}, OpBoundK: {1, "check $A < #D"},

	OpSlice: {3, "$A:3 = $B:3[$1A:$1B:$1C] #2D bytes"}, OpSliceS: {2, "$A:2 = $B:2[$1A:$1B]"},
	OpSliceA: {4, "$A:3 = (*$B)[$1A:$1B:$1C] #2D bytes len #3D"},
	OpMkSl:   {2, "$A:3 = make []t1D $B $C"}, OpAppend: {2, "$A:3 = append $B:3 $C:3 of t1D"}, OpAppendV: {3, "$A:3 = append $B:3 #2D values $C of t1D"}, OpAppendS: {1, "$A:3 = append $B:3 string $C:2"},
	OpCopy: {2, "$A = copy $B $C of t1D"}, OpClearS: {2, "clear $A:3 of t1D"}, OpSlArr: {2, "$A = array $B:3 len #1D"},
	OpCat: {2, "$A:2 = $B:2 +s $C:2 buffer $1A"}, OpBtoS: {2, "$A:2 = string(bytes $B:3) buffer $1A"}, OpStoB: {2, "$A:3 = bytes($B:2) buffer $1A"},
	OpRtoS: {2, "$A:2 = string(runes $B:3) buffer $1A"}, OpStoR: {2, "$A:3 = runes($B:2) buffer $1A"}, OpItoS: {2, "$A:2 = string(rune $B) buffer $1A"},
	OpRange: {1, "$A:3 = range $B:2 from $C"},

	OpNew: {1, "$A = new tD"}, OpClos: {2, "$A = closure f1D captures $B:%C"}, OpBox: {2, "$A:2 = box $B of t1D"},
	OpAssert: {3, "$A = $B:2.(t1D) ok %C from t2D"}, OpTypeIs: {2, "$A = $B:2 is t1D"}, OpImplements: {2, "$A = $B:2 implements t1D"}, OpConvI: {1, "$A:2 = $B:2"},

	OpMkMap: {3, "$A = make t1D $B room $2A"}, OpMapGet: {3, "$A = $B[$C] of t1D ok #2D"}, OpMapSet: {2, "$A[$B] = $C of t1D"}, OpMapDel: {2, "delete $A[$B] of t1D"},
	OpMapLen: {1, "$A = len map $B"}, OpMapClr: {2, "clear $A of t1D"}, OpIterM: {2, "$A:6 = iterate $B of t1D"}, OpNextM: {3, "$A = next $B:6 of t1D key %2A elem %2B"},

	OpCall: {1, "call fD at $A"}, OpCallC: {1, "call closure $B at $A words %C"}, OpCallI: {2, "call $B:2.m1D at $A words %C"}, OpNative: {1, "native nD at $A"},
	OpRet: {1, "return"}, OpRet1: {1, "return $A"}, OpGo: {2, "go f1D or $B args $A:%C"}, OpDefer: {3, "defer f1D or $B args $A:%C list $2A"},
	OpDeferStack: {1, "$A = deferstack"}, OpRunDefers: {1, "rundefers"}, OpPanic: {1, "panic $A:2"}, OpRecover: {1, "$A:2 = recover"}, OpGoexit: {1, "goexit"},

	OpMkChan: {2, "$A = make t1D $B"}, OpSend: {2, "$A <- $B of t1D"}, OpRecv: {2, "$A = <-$B of t1D ok %C"}, OpSelect: {1, "$A:2 = select #D"},
	OpClose: {1, "close $A"}, OpChLen: {1, "$A = len chan $B"}, OpChCap: {1, "$A = cap chan $B"},
}

// Words returns how many words an instruction of the operation takes, OpX words included.
func (op Op) Words() int {
	if op < OpCount {
		return forms[op].words
	}
	return 1
}

// Text writes out the instruction at pc, with the names of the variables that its registers
// are there.
func (p *Program) Text(pc int32) string {
	in := p.Code[pc]
	if in.Op >= OpCount {
		return in.Op.String()
	}
	f := p.FuncAt(pc)
	var b strings.Builder
	text := forms[in.Op].text
	for i := 0; i < len(text); i++ {
		kind := text[i]
		j := i + 1
		word := int32(0)
		if j < len(text) && text[j] >= '1' && text[j] <= '3' {
			word = int32(text[j] - '0')
			j++
		}
		if j >= len(text) || text[j] < 'A' || text[j] > 'D' || !strings.ContainsRune("$#%@kstgfnm", rune(kind)) {
			b.WriteByte(kind)
			continue
		}
		b.WriteString(p.operand(f, pc, kind, p.Code[pc+word], text[j]))
		i = j
	}
	return b.String()
}

// operand writes out one operand of a word of the instruction at pc.
func (p *Program) operand(f *Func, pc int32, kind byte, in Instr, letter byte) string {
	reg := map[byte]uint16{'A': in.A, 'B': in.B, 'C': in.C}[letter]
	d := in.D()
	switch kind {
	case '$':
		return f.register(pc, pc+int32(p.Code[pc].Op.Words()), reg)
	case '#':
		if letter == 'D' {
			return strconv.Itoa(int(d))
		}
		return strconv.Itoa(int(int16(reg)))
	case '%':
		return strconv.Itoa(int(reg))
	case '@':
		if letter == 'C' {
			d = int32(int16(reg))
		}
		return strconv.Itoa(int(pc + d))
	case 'k':
		return fmt.Sprintf("%#x", p.Consts[d])
	case 's':
		if text, ok := p.constant(d); ok {
			return strconv.Quote(text)
		}
		return fmt.Sprintf("%#x, %#x", p.Consts[d], p.Consts[d+1])
	case 't':
		return p.Types[d].Name
	case 'g':
		return p.global(uint64(uint32(d)) * 8)
	case 'f':
		if d == 0 {
			return "nothing"
		}
		return p.Funcs[d].Name
	case 'n':
		return p.Natives[d].Name
	case 'm':
		return p.Methods[d]
	}
	return "?"
}

// register names a register of an instruction that ends before next: the variable whose first
// word it is or becomes, or r and its number.
func (f *Func) register(pc, next int32, reg uint16) string {
	if reg == NoReg {
		return "_"
	}
	for _, v := range f.Vars {
		if v.Slot == int32(reg) && v.From <= next && pc < v.To {
			if v.Heap {
				return "&" + v.Name
			}
			return v.Name
		}
	}
	return "r" + strconv.Itoa(int(reg))
}

// global names the word of a global variable at an address.
func (p *Program) global(addr uint64) string {
	for _, g := range p.Globals {
		if off := addr - g.Addr; off < max(uint64(p.Types[g.Type].Size), 1) {
			if off == 0 {
				return g.Name
			}
			return fmt.Sprintf("%s+%d", g.Name, off)
		}
	}
	return fmt.Sprintf("mem8[%#x]", addr)
}

// constant returns the string whose words are Consts[k] and Consts[k+1], if they can be one.
func (p *Program) constant(k int32) (text string, ok bool) {
	from, n := p.Consts[k]-staticBase, p.Consts[k+1]
	if n == 0 {
		return "", true
	}
	if size := uint64(len(p.Static)) * 8; from > size || n > size-from {
		return "", false
	}
	b := make([]byte, n)
	for i := range b {
		at := from + uint64(i)
		b[i] = byte(p.Static[at/8] >> (at % 8 * 8))
	}
	return string(b), true
}

// staticBase is the address of Static: mem.NilPage.
const staticBase = 4096

// Disassemble prints a function for people: its frame, and each instruction with the line
// of source above the first one that came from it.
func (p *Program) Disassemble(id FuncID) string {
	f := &p.Funcs[id]
	var b strings.Builder
	fmt.Fprintf(&b, "%s frame=%d params=%d results=%d\n", f.Name, f.Frame, f.ParamWords, f.ResultWords)
	last := Pos{}
	for pc := f.Entry; pc < f.End; pc += int32(p.Code[pc].Op.Words()) {
		if pos := p.Pos[pc]; pos.Line != last.Line || pos.File != last.File {
			last = pos
			if line := p.source(pos); line != "" {
				fmt.Fprintf(&b, "%5d: %s\n", pos.Line, line)
			}
		}
		mark := ' '
		if p.Pos[pc].Stmt {
			mark = '*'
		}
		fmt.Fprintf(&b, "\t%c%5d  %-8s %s\n", mark, pc, p.Code[pc].Op, p.Text(pc))
	}
	return b.String()
}

// source returns the line of source at a position, without its indentation.
func (p *Program) source(pos Pos) string {
	if int(pos.File) >= len(p.Files) || pos.Line == 0 {
		return ""
	}
	line := int32(1)
	for text := range strings.Lines(p.Files[pos.File].Text) {
		if line == pos.Line {
			return strings.TrimSpace(text)
		}
		line++
	}
	return ""
}
