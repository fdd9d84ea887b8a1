package sim

import (
	"fmt"
	"math"
	"strings"

	"gopherscope/sim/code"
	"gopherscope/sim/sched"
	"gopherscope/sim/std"
	"gopherscope/sim/trace"
	"gopherscope/sim/vm"
)

// mainGo is the number of the main goroutine.
const mainGo trace.GoID = 1

// Elision of long tracebacks (runtime/traceback.go).
const (
	tracebackInnerFrames = 50
	tracebackOuterFrames = 50
)

// fatal ends the program with a fatal error of the runtime that no goroutine caused; all
// goroutines are dumped.
//
// Models fatalthrow and dopanic_m, runtime/panic.go.
func (mc *Machine) fatal(text string) {
	mc.output(-1, 2, "fatal error: "+text+"\n"+mc.allTracebacks(-1, false))
	why := "fatal error"
	if mc.sched.Death() != sched.NotDead {
		why = "deadlock"
	}
	mc.end(Outcome{Status: 2, Why: why})
}

// throw serves runtime.fatalthrow(own): a fatal error that the goroutine on p caused. Only that
// goroutine is dumped; if the error is the runtime's own, all are, with every frame.
func (mc *Machine) throw(p int32, r *vm.Request) {
	mc.die(p, "", r.Args[0] != 0, "fatal error")
}

// die prints text, the signal that the goroutine on p got, if one did, and tracebacks, and
// ends the program.
func (mc *Machine) die(p int32, text string, own bool, why string) {
	slot := mc.sched.Current(p)
	if pc, addr, ok := mc.vm.Signal(slot); ok {
		text += fmt.Sprintf("[signal SIGSEGV: segmentation violation code=0x1 addr=%#x pc=%#x]\n", addr, pc)
	}
	if own {
		text += mc.allTracebacks(slot, true)
	} else {
		text += "\n" + mc.traceback(slot, false)
	}
	mc.output(p, 2, text)
	mc.end(Outcome{Status: 2, Why: why})
}

// crash serves runtime.crash: the goroutine on p panicked, its panics are printed, and no
// deferred call is left.
func (mc *Machine) crash(p int32, _ *vm.Request) { mc.die(p, "", false, "panic") }

// overflow ends the program because the goroutine on p has no stack to go on with.
//
// Models newstack, runtime/stack.go.
func (mc *Machine) overflow(p int32) {
	addr, size := mc.vm.Stack(mc.sched.Current(p))
	text := fmt.Sprintf("runtime: goroutine stack exceeds 1000000000-byte limit\nruntime: sp=%#x stack=[%#x, %#x]\n", addr+size, addr, addr+size)
	mc.die(p, text+"fatal error: stack overflow\n\nruntime stack:\nruntime.throw(...)\n"+stdPlace("runtime.throw", "fatalthrow", 0)+
		"runtime.newstack()\n"+stdPlace("runtime.newstack", "throw", math.MaxInt)+"runtime.morestack()\n\t"+std.Root+"runtime/asm_amd64.s:681\n", true, "fatal error")
}

// throwText is throw with a text.
func (mc *Machine) throwText(p int32, text string) {
	mc.die(p, "fatal error: "+text+"\n", true, "fatal error")
}

// allTracebacks dumps all goroutines, that of slot first first, in the order of their slots,
// which is that of allgs. Each begins with an empty line.
func (mc *Machine) allTracebacks(first int32, every bool) string {
	var b strings.Builder
	if first >= 0 {
		b.WriteString("\n" + mc.traceback(first, every))
	}
	for slot := range int32(mc.sched.Slots()) {
		if slot != first && mc.alive(slot) && !mc.hidden(slot) {
			b.WriteString("\n" + mc.traceback(slot, every))
		}
	}
	return b.String()
}

// hidden reports whether tracebacks leave a goroutine out: one of the runtime's own, unless
// it runs a function of the program.
//
// Models isSystemGoroutine, runtime/traceback.go.
func (mc *Machine) hidden(slot int32) bool {
	if !mc.sched.G(slot).System {
		return false
	}
	for f := range mc.vm.Frames(slot) {
		if f.Panic || !mc.prog.Funcs[f.Func].Std {
			return false
		}
	}
	return true
}

// A shownFrame is one frame of a traceback.
type shownFrame struct {
	vf    vm.Frame
	at    int32  // the instruction that calls the line above; it may be a helper's that is not shown
	extra string // a frame that is none of the vm's: all its text
}

// traceback writes the goroutine in a slot as the runtime does: a header with its state, a
// function and a place for each frame, and who created it. Frames of the runtime and of
// wrappers are left out, unless every one is asked for or there would be none.
//
// Models goroutineheader, traceback and printcreatedby, runtime/traceback.go. Arguments are
// not printed, and offsets count instructions of the machine.
func (mc *Machine) traceback(slot int32, every bool) string {
	g := mc.sched.G(slot)
	var b strings.Builder
	locked := ""
	if g.Locked() {
		locked = ", locked to thread"
	}
	fmt.Fprintf(&b, "goroutine %d [%s%s]:\n", g.ID, mc.statusText(g), locked)
	var outer [tracebackOuterFrames]shownFrame // the last frames seen, in a ring
	n := 0
	for {
		for l := range mc.lines(slot, every) {
			if n < tracebackInnerFrames {
				b.WriteString(mc.lineText(l))
			} else {
				outer[n%tracebackOuterFrames] = l
			}
			n++
		}
		if n > 0 || every {
			break
		}
		every = true
	}
	if over := n - tracebackInnerFrames - tracebackOuterFrames; over > 0 {
		fmt.Fprintf(&b, "...%d frames elided...\n", over)
	}
	for i := max(tracebackInnerFrames, n-tracebackOuterFrames); i < n; i++ {
		b.WriteString(mc.lineText(outer[i%tracebackOuterFrames]))
	}
	switch born := mc.born.Get(int(slot)); {
	case born.timer:
		b.WriteString("created by time.goFunc\n" + stdPlace("time.goFunc", "go", 0))
	case born.pc != 0:
		f := mc.prog.FuncAt(born.pc)
		fmt.Fprintf(&b, "created by %s in goroutine %d\n%s", f.Name, born.parent, mc.place(f, born.pc))
	}
	return b.String()
}

// lines yields the frames of a traceback, innermost first. One of a panic that nobody
// recovered begins below panic's own frame.
func (mc *Machine) lines(slot int32, every bool) func(yield func(shownFrame) bool) {
	return func(yield func(shownFrame) bool) {
		inner := vm.Frame{}
		dying := !every && mc.crashes(slot)
		printing := false // what is above panic is the runtime, which prints the panics
		first := true
		at := int32(0) // the call of the innermost helper since the last line
		for f := range mc.vm.Frames(slot) {
			if first {
				first = false
				if wrapped := mc.goWrap(slot); wrapped != "" && mc.sched.G(slot).Status == sched.Grunnable && mc.vm.Fresh(slot) {
					if every {
						break // nothing but the wrapper has begun
					}
					return
				}
				extra := mc.above(slot, f, every)
				if extra != "" && !yield(shownFrame{extra: extra}) {
					return
				}
				if extra != "" && mc.prog.Funcs[f.Func].Native != 0 {
					continue // a native that is called as a value has a function around it
				}
			}
			fn := &mc.prog.Funcs[f.Func]
			if at == 0 && !f.Panic {
				at = f.PC
			}
			switch {
			case f.Func == mc.prog.Faults[code.FaultUnhandled]:
				printing = mc.prog.Funcs[inner.Func].Name == "runtime.preprintpanics"
				inner.Func = f.Func
				continue
			case dying:
				dying = !f.Panic
			case f.Panic && inner.Func != 0 && inner.Func == mc.prog.Faults[code.FaultUnhandled]:
				at := "fatalpanic"
				if printing {
					at = "preprintpanics"
				}
				if !yield(shownFrame{extra: "panic(...)\n" + stdPlace("runtime.gopanic", at, 0)}) {
					return
				}
			case fn.Std && std.OwnHelper(fn.Name):
				inner = f
				continue
			case every && fn.Thunk:
			case every || mc.shown(f, inner):
				if !yield(shownFrame{vf: f, at: at}) {
					return
				}
			}
			inner, at = f, 0
		}
		if wrapped := mc.goWrap(slot); every && wrapped != "" && !yield(shownFrame{extra: wrapped}) {
			return
		}
		if every {
			yield(shownFrame{extra: fmt.Sprintf("runtime.goexit({})\n\t%s:%d\n", exitPlace, exitLine)})
		}
	}
}

// goWrap returns the text of the frame of the function literal that gc has around what the
// goroutine in slot runs, "" if it has none.
func (mc *Machine) goWrap(slot int32) string {
	pc := mc.born.Get(int(slot)).pc
	name := mc.prog.GoWraps[pc]
	if pc == 0 || name == "" {
		return ""
	}
	return name + "()\n" + mc.place(mc.prog.FuncAt(pc), pc)
}

// crashes reports whether the goroutine in slot is about to die of its panics.
func (mc *Machine) crashes(slot int32) bool {
	for f := range mc.vm.Frames(slot) {
		return f.Func != 0 && f.Func == mc.prog.Faults[code.FaultUnhandled]
	}
	return false
}

// above returns the text of the frame that Go has and the machine has not on top of f, the
// innermost one: that of a function that the machine itself does, or of one that found no
// stack to run on.
func (mc *Machine) above(slot int32, f vm.Frame, every bool) string {
	if f.Panic {
		return ""
	}
	if pc := mc.vm.Overflowed(slot); pc != 0 {
		callee := mc.prog.FuncAt(pc)
		if callee.Entry == 0 {
			return ""
		}
		file, line := mc.declared(callee)
		return fmt.Sprintf("%s%s\n\t%s:%d +0x0\n", callee.Name, argsText(callee), file, line)
	}
	in := mc.prog.Code[f.PC]
	if in.Op != code.OpNative {
		return ""
	}
	name := mc.prog.Natives[in.D()].Name
	if _, ok := std.LinesOf(name); !ok || name == "runtime.fatalthrow" || !every && !nameShown(name) {
		return "" // a throw's traceback begins at throw
	}
	l, _ := std.LinesOf(name)
	return fmt.Sprintf("%s(...)\n\t%s%s:%d\n", name, std.Root, l.File, l.Call(waits[name], 9))
}

// waits are the functions of the runtime that those of the library park in.
var waits = map[string]string{
	"internal/sync.runtime_SemacquireMutex": "semacquire1",
	"sync.runtime_SemacquireRWMutex":        "semacquire1",
	"sync.runtime_SemacquireRWMutexR":       "semacquire1",
	"sync.runtime_SemacquireWaitGroup":      "semacquire1",
	"sync.runtime_notifyListWait":           "goparkunlock",
	"time.Sleep":                            "gopark",
	"runtime.Gosched":                       "mcall",
}

// libraryPC returns where the innermost frame of the goroutine in slot stands that is no helper
// of a stub's own.
func (mc *Machine) libraryPC(slot int32) int32 {
	for f := range mc.vm.Frames(slot) {
		if fn := &mc.prog.Funcs[f.Func]; !f.Panic && !(fn.Std && std.OwnHelper(fn.Name)) {
			return f.PC
		}
	}
	return 0
}

// statusText is a goroutine's state as a traceback's header shows it.
func (mc *Machine) statusText(g *sched.G) string {
	switch g.Status {
	case sched.Grunnable:
		return "runnable"
	case sched.Grunning:
		return "running"
	case sched.Gsyscall:
		return "syscall"
	case sched.Gwaiting:
		return g.Reason.String()
	}
	return "idle"
}

// shown reports whether a traceback shows a frame that has called inner: not those inside the
// runtime, nor those of wrappers that the compiler made, unless they panic themselves, nor the
// library's helpers that Go's has not.
//
// Models showfuncinfo, runtime/traceback.go.
func (mc *Machine) shown(vf, inner vm.Frame) bool {
	if vf.Panic {
		return true
	}
	f := &mc.prog.Funcs[vf.Func]
	switch {
	case vf.Func == 0, f.Pkg == "internal/rt":
		return false
	case f.Wrapper:
		callee := mc.prog.Funcs[inner.Func].Name
		return !f.Thunk && (inner.Panic || callee == "runtime.panicmem" || callee == "runtime.panicwrap")
	case f.Std && std.OwnHelper(f.Name):
		return false
	case f.Inits && !inner.Panic && mc.prog.Funcs[inner.Func].Init:
		return false // Go's runtime calls each init function itself
	}
	if f.Name == "runtime.runFinalizers" || f.Name == "runtime.runCleanups" {
		return true
	}
	return nameShown(f.Name) && f.Name != "runtime.Stack" // whose traceback begins below it
}

// nameShown reports whether tracebacks show a function of that name: those of package runtime
// only if they are exported.
func nameShown(name string) bool {
	own, ok := strings.CutPrefix(name, "runtime.")
	return !ok || own[0] >= 'A' && own[0] <= 'Z'
}

// lineText writes a frame's two lines.
func (mc *Machine) lineText(l shownFrame) string {
	switch {
	case l.extra != "":
		return l.extra
	case l.vf.Exit:
		return "runtime.Goexit()\n" + stdPlace("runtime.Goexit", "*", 0)
	case l.vf.Panic:
		return "panic(...)\n" + stdPlace("runtime.gopanic", "*", 0)
	}
	f := &mc.prog.Funcs[l.vf.Func]
	if places, ok := std.LinesOf(f.Name); ok && l.at != l.vf.PC && places.Calls(mc.callee(l.at)) {
		name, nth := mc.called(mc.prog.FuncAt(l.at), l.at) // the helper's call is its caller's in Go
		return fmt.Sprintf("%s%s\n\t%s%s:%d\n", f.Name, argsText(f), std.Root, places.File, places.Call(name, nth))
	}
	return f.Name + argsText(f) + "\n" + mc.place(f, l.vf.PC)
}

// argsText stands for a function's arguments.
func argsText(f *code.Func) string {
	if len(f.Params) > 0 {
		return "(...)"
	}
	return "()"
}

// place writes the place of an instruction of function f: file, line and offset.
func (mc *Machine) place(f *code.Func, pc int32) string {
	file, line := mc.fileLine(f, pc)
	return fmt.Sprintf("\t%s:%d +%#x\n", file, line, pc-f.Entry)
}

// stdPlace writes the place in Go's library where a function calls another for the nth time,
// counted from 0, or the last if it does not so often.
func stdPlace(function, callee string, nth int) string {
	l, _ := std.LinesOf(function)
	return fmt.Sprintf("\t%s%s:%d\n", std.Root, l.File, l.Call(callee, nth))
}

// fileLine returns the place of an instruction of function f. In the library it is that of
// the same call in Go's own: a stub's lines mean nothing to a reader.
func (mc *Machine) fileLine(f *code.Func, pc int32) (file string, line int32) {
	if f.Wrapper {
		return "<autogenerated>", 1
	}
	pos := mc.prog.Pos[pc]
	if f.Std {
		if l, ok := std.LinesOf(f.Name); ok {
			return std.Root + l.File, int32(l.Call(mc.called(f, pc)))
		}
	}
	return mc.prog.Source(pos)
}

// declared returns the place where function f begins.
func (mc *Machine) declared(f *code.Func) (file string, line int32) {
	if f.Wrapper || f.Inits {
		return "<autogenerated>", 1
	}
	if l, ok := std.LinesOf(f.Name); ok && f.Std {
		return std.Root + l.File, int32(l.Line)
	}
	return mc.prog.Source(f.Pos)
}

// called returns what the instruction at pc calls, as std.Lines names it, and how many other
// calls of the same are before it in f.
func (mc *Machine) called(f *code.Func, pc int32) (name string, nth int) {
	name = mc.callee(pc)
	last := code.Pos{}
	for at := f.Entry; at < pc; at++ {
		if pos := mc.prog.Pos[at]; mc.callee(at) == name && pos != last {
			last = pos
			nth++
		}
	}
	if last == mc.prog.Pos[pc] && nth > 0 {
		nth--
	}
	return name, nth
}

// callee returns the name of what the instruction at pc calls, without its package or
// receiver: * if it is a function value.
func (mc *Machine) callee(pc int32) string {
	in := mc.prog.Code[pc]
	name := ""
	switch in.Op {
	case code.OpPanic:
		return "panic"
	case code.OpGo:
		return "go"
	case code.OpSlice, code.OpSliceA, code.OpSliceS:
		return "["
	case code.OpCallC:
		return "*"
	case code.OpCall:
		name = mc.prog.Funcs[in.D()].Name
	case code.OpNative:
		name = mc.prog.Natives[in.D()].Name
	case code.OpCallI:
		name = mc.prog.Methods[mc.prog.Code[pc+1].D()]
	}
	return strings.TrimSuffix(name[strings.LastIndexByte(name, '.')+1:], "[...]")
}

// A program counter that the program gets to see of a call is returnPC plus twice its
// instruction plus 1, so that both it and what comes just before it are the call's, as a return
// address is; one of a function is its first instruction. Three more stand for frames that the
// machine has no code for: of panic, of Goexit, and of what every goroutine returns to.
const (
	returnPC = 1 << 32
	panicPC  = 1<<33 | 1
	goexitPC = 1<<33 | 3
	exitPC   = 1<<33 | 5
)

// exitPlace is where runtime.goexit stands.
const exitPlace = std.Root + "runtime/asm_amd64.s"
const exitLine = 1771

// caller serves runtime.caller(skip): where the goroutine is, skip frames above the caller of
// the function that asks.
func (mc *Machine) caller(p int32, r *vm.Request) {
	skip := int64(r.Args[0]) + 1
	inner := vm.Frame{}
	slot := mc.sched.Current(p)
	for f := range mc.vm.Frames(slot) {
		fn := &mc.prog.Funcs[f.Func]
		switch {
		case f.Panic && skip == 0:
			pc := uint64(panicPC)
			if f.Exit {
				pc = goexitPC
			}
			mc.answerPlace(p, pc, true)
			return
		case f.Panic:
		case fn.Wrapper, fn.Inits && !inner.Panic && mc.prog.Funcs[inner.Func].Init:
			inner = f
			continue
		case skip == 0:
			mc.answerPlace(p, uint64(f.PC)<<1|1|returnPC, true)
			return
		}
		inner = f
		skip--
	}
	if skip == 0 {
		mc.answerPlace(p, exitPC, true)
		return
	}
	mc.answer(p, 0, 0, 0, 0, 0, 0, 0, 0, 0)
}

// locate serves runtime.locate(pc): the place of an instruction.
func (mc *Machine) locate(p int32, r *vm.Request) {
	pc := r.Args[0]
	switch end := uint64(len(mc.prog.Pos)); {
	case pc > 0 && pc < end, pc&returnPC != 0 && pc&^returnPC < 2*end, pc >= panicPC&^1 && pc <= exitPC:
		mc.answerPlace(p, pc, false)
	default:
		mc.answer(p, 0, 0, 0, 0, 0, 0, 0, 0)
	}
}

// answerPlace returns, after pc itself if that is wanted, the file, line, function, entry
// and true for it.
func (mc *Machine) answerPlace(p int32, pc uint64, itself bool) {
	var before []uint64
	if itself {
		before = []uint64{pc}
	}
	if pc >= panicPC&^1 {
		function := [...]string{"runtime.gopanic", "runtime.Goexit", "runtime.goexit"}[(pc-panicPC&^1)/2]
		file, line := exitPlace, exitLine
		if l, ok := std.LinesOf(function); ok {
			file, line = std.Root+l.File, l.Call("*", 0)
		}
		mc.answerPair(p, file, function, func(file, name [2]uint64) []uint64 {
			return append(before, file[0], file[1], uint64(line), name[0], name[1], 0, 1)
		})
		return
	}
	at := int32(pc)
	if pc&returnPC != 0 {
		at = int32(uint32(pc) >> 1)
	}
	f := mc.prog.FuncAt(at)
	file, line := mc.fileLine(f, at)
	if pc == uint64(f.Entry) {
		file, line = mc.declared(f)
	}
	mc.answerPair(p, file, f.Name, func(file, name [2]uint64) []uint64 {
		return append(before, file[0], file[1], uint64(line), name[0], name[1], uint64(f.Entry), 1)
	})
}

// answerPair returns words with two new strings among them.
func (mc *Machine) answerPair(p int32, a, b string, words func(a, b [2]uint64) []uint64) {
	x, ok1 := mc.vm.NewString(a)
	y, ok2 := mc.vm.NewString(b)
	if !ok1 || !ok2 {
		mc.outOfMemory(p)
		return
	}
	mc.answer(p, 0, words(x, y)...)
}

// stack serves runtime.stack(all): a traceback of the calling goroutine or of all. It begins
// at the caller of runtime.Stack.
func (mc *Machine) stack(p int32, r *vm.Request) {
	slot := mc.sched.Current(p)
	text := mc.traceback(slot, false)
	if r.Args[0] != 0 {
		text = mc.allTracebacks(slot, false)[1:]
	}
	s, ok := mc.vm.NewString(text)
	if !ok {
		mc.outOfMemory(p)
		return
	}
	mc.answer(p, writeCost, s[0], s[1])
}
