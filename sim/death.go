package sim

import (
	"fmt"
	"strings"

	"gopherscope/sim/code"
	"gopherscope/sim/sched"
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
	mc.output(-1, 2, "fatal error: "+text+"\n"+mc.allTracebacks(-1))
	why := "fatal error"
	if mc.sched.Death() != sched.NotDead {
		why = "deadlock"
	}
	mc.end(Outcome{Status: 2, Why: why})
}

// throw serves runtime.fatal: a fatal error that the goroutine on p caused. Only that
// goroutine is dumped.
func (mc *Machine) throw(p int32, r *vm.Request) {
	mc.throwText(p, mc.vm.Text(r.Args[0], r.Args[1]))
}

func (mc *Machine) throwText(p int32, text string) {
	mc.output(p, 2, "fatal error: "+text+"\n\n"+mc.traceback(mc.sched.Current(p)))
	mc.end(Outcome{Status: 2, Why: "fatal error"})
}

// crash serves runtime.crash: the goroutine on p panicked, its panics are printed, and no
// deferred call is left.
func (mc *Machine) crash(p int32, _ *vm.Request) {
	mc.output(p, 2, "\n"+mc.traceback(mc.sched.Current(p)))
	mc.end(Outcome{Status: 2, Why: "panic"})
}

// allTracebacks dumps all goroutines, that of slot first first, in the order of their slots,
// which is that of allgs. Each begins with an empty line.
func (mc *Machine) allTracebacks(first int32) string {
	var b strings.Builder
	if first >= 0 {
		b.WriteString("\n" + mc.traceback(first))
	}
	for slot := range int32(mc.sched.Slots()) {
		if slot != first && mc.alive(slot) && !mc.hidden(slot) {
			b.WriteString("\n" + mc.traceback(slot))
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

// traceback writes the goroutine in a slot as the runtime does: a header with its state, a
// function and a place for each frame, and who created it.
//
// Models goroutineheader, traceback and printcreatedby, runtime/traceback.go. Arguments are
// not printed, and offsets count instructions of the machine.
func (mc *Machine) traceback(slot int32) string {
	g := mc.sched.G(slot)
	var b strings.Builder
	fmt.Fprintf(&b, "goroutine %d [%s]:\n", g.ID, mc.statusText(g))
	var outer [tracebackOuterFrames]vm.Frame // the last frames seen, in a ring
	n := 0
	for f := range mc.vm.Frames(slot) {
		switch {
		case n == 0 && f.Panic: // a traceback begins at who panicked
			continue
		case !mc.shown(f):
			continue
		case n < tracebackInnerFrames:
			b.WriteString(mc.frameText(f))
		default:
			outer[n%tracebackOuterFrames] = f
		}
		n++
	}
	if over := n - tracebackInnerFrames - tracebackOuterFrames; over > 0 {
		fmt.Fprintf(&b, "...%d frames elided...\n", over)
	}
	for i := max(tracebackInnerFrames, n-tracebackOuterFrames); i < n; i++ {
		b.WriteString(mc.frameText(outer[i%tracebackOuterFrames]))
	}
	if born := mc.born.Get(int(slot)); born.pc != 0 {
		f := mc.prog.FuncAt(born.pc)
		fmt.Fprintf(&b, "created by %s in goroutine %d\n%s", f.Name, born.parent, mc.place(f, born.pc))
	}
	return b.String()
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

// shown reports whether a traceback shows a frame: not those inside the runtime, nor those
// of wrappers that the compiler made.
func (mc *Machine) shown(vf vm.Frame) bool {
	if vf.Panic {
		return true
	}
	f := &mc.prog.Funcs[vf.Func]
	if vf.Func == 0 || f.Wrapper || vf.Func == mc.prog.Start || f.Pkg == "internal/rt" {
		return false
	}
	if f.Name == "runtime.runFinalizers" || f.Name == "runtime.runCleanups" {
		return true
	}
	name, ok := strings.CutPrefix(f.Name, "runtime.")
	return f.Pkg != "runtime" || ok && name[0] >= 'A' && name[0] <= 'Z'
}

// frameText writes a frame's two lines.
func (mc *Machine) frameText(vf vm.Frame) string {
	if vf.Panic {
		return "panic(...)\n\truntime/panic.go +0x0\n"
	}
	f := &mc.prog.Funcs[vf.Func]
	args := "()"
	if len(f.Params) > 0 {
		args = "(...)"
	}
	return f.Name + args + "\n" + mc.place(f, vf.PC)
}

// place writes the place of an instruction of function f: file, line and offset.
func (mc *Machine) place(f *code.Func, pc int32) string {
	pos := mc.prog.Pos[pc]
	return fmt.Sprintf("\t%s:%d +%#x\n", mc.prog.Files[pos.File].Name, pos.Line, pc-f.Entry)
}

// caller serves runtime.caller(skip): where the goroutine is, skip frames above the caller of
// the function that asks.
func (mc *Machine) caller(p int32, r *vm.Request) {
	skip := int64(r.Args[0]) + 1
	for f := range mc.vm.Frames(mc.sched.Current(p)) {
		if f.Func == 0 || mc.prog.Funcs[f.Func].Wrapper {
			continue
		}
		if skip == 0 {
			mc.answerPlace(p, f.PC, uint64(f.PC))
			return
		}
		skip--
	}
	mc.answer(p, 0, 0, 0, 0, 0, 0, 0, 0, 0)
}

// locate serves runtime.locate(pc): the place of an instruction.
func (mc *Machine) locate(p int32, r *vm.Request) {
	pc := r.Args[0]
	if pc == 0 || pc >= uint64(len(mc.prog.Pos)) {
		mc.answer(p, 0, 0, 0, 0, 0, 0, 0, 0)
		return
	}
	mc.answerPlace(p, int32(pc))
}

// answerPlace returns file, line, function, entry and true for an instruction, after the
// words of before.
func (mc *Machine) answerPlace(p, pc int32, before ...uint64) {
	f := mc.prog.FuncAt(pc)
	pos := mc.prog.Pos[pc]
	file, ok1 := mc.vm.NewString(mc.prog.Files[pos.File].Name)
	name, ok2 := mc.vm.NewString(f.Name)
	if !ok1 || !ok2 {
		mc.outOfMemory(p)
		return
	}
	mc.answer(p, 0, append(before, file[0], file[1], uint64(pos.Line), name[0], name[1], uint64(f.Entry), 1)...)
}

// stack serves runtime.stack(all): a traceback of the calling goroutine or of all.
func (mc *Machine) stack(p int32, r *vm.Request) {
	slot := mc.sched.Current(p)
	text := mc.traceback(slot)
	if r.Args[0] != 0 {
		text = mc.allTracebacks(slot)[1:]
	}
	s, ok := mc.vm.NewString(text)
	if !ok {
		mc.outOfMemory(p)
		return
	}
	mc.answer(p, writeCost, s[0], s[1])
}
