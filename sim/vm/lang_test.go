package vm_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gopherscope/sim/code"
	"gopherscope/sim/heap"
	"gopherscope/sim/mem"
	"gopherscope/sim/program"
	"gopherscope/sim/std"
	"gopherscope/sim/vm"
)

// A machine of one goroutine: enough for every program that starts no other.
type machine struct {
	prog           *code.Program
	mem            *mem.Memory
	heap           *heap.Heap
	vm             *vm.VM
	stdout, stderr strings.Builder
	exit           int
	used           int64
	random         uint64
	stress         bool // collect after every slice
}

// load compiles a program and puts it into a machine.
func load(t testing.TB, name string, src []byte) *machine {
	t.Helper()
	prog, errs := program.Load(name, src, program.Options{Std: std.FS})
	if errs != nil {
		t.Fatal(errs)
	}
	return boot(t, prog, heap.Config{Limit: 256 << 20})
}

// boot makes a machine that is about to run a program.
func boot(t testing.TB, prog *code.Program, cfg heap.Config) *machine {
	t.Helper()
	m := &machine{prog: prog, mem: mem.New(mem.NilPage + prog.StaticBytes())}
	copy(m.mem.W[mem.NilPage/8:], prog.Static)
	m.heap = heap.New(m.mem, prog, cfg)
	requests := map[string]bool{}
	for name, in := range std.Intrinsics {
		requests[name] = in.Request
	}
	var err error
	m.vm, err = vm.New(vm.Config{Prog: prog, Mem: m.mem, Heap: m.heap, Natives: std.Natives, Requests: requests, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if !m.vm.Spawn(0, prog.Start, 0, nil) {
		t.Fatal("no memory for a stack")
	}
	return m
}

// collect frees what nothing can reach.
func (m *machine) collect() {
	m.heap.Collect(func(yield func(uint64) bool) {
		more := true
		m.vm.Roots(0, func(w uint64) bool {
			more = yield(w)
			return more
		})
		for _, g := range m.prog.Globals {
			if !more {
				return
			}
			more = m.heap.Pointers(g.Addr, g.Type, 1, yield)
		}
	})
}

// run runs the program to its end in slices of the given budget, or reports the request that
// only a whole machine can serve.
func (m *machine) run(budget int64) error {
	for {
		used, why := m.vm.Run(0, budget)
		if m.used += used; m.used > 1e9 {
			return fmt.Errorf("no end at %v", m.vm.Line(0))
		}
		if m.stress && m.used < 1e6 {
			m.collect()
		}
		switch why {
		case vm.StopDone:
			return nil
		case vm.StopCollect:
			m.collect()
		case vm.StopRequest:
			q := m.vm.Request(0)
			if q.Op != code.OpNative {
				return wants(q.Op.String())
			}
			text := func(i int) string { return m.vm.Text(q.Args[i], q.Args[i+1]) }
			switch q.Name {
			case "runtime.write", "os.write":
				out := &m.stdout
				if q.Args[0] == 2 {
					out = &m.stderr
				}
				out.WriteString(text(1))
				if q.Name == "os.write" {
					m.vm.Return(0, q.Args[2])
				} else {
					m.vm.Return(0)
				}
			case "runtime.crash":
				m.stderr.WriteString("\n")
				m.exit = 2
				return nil
			case "runtime.fatalthrow":
				m.stderr.WriteString("\n")
				m.exit = 2
				return nil
			case "syscall.Exit":
				m.exit = int(q.Args[0])
				return nil
			case "time.runtimeNano":
				m.vm.Return(0, uint64(m.used))
			case "os.call":
				m.vm.Return(0)
			case "os.args":
				name, _ := m.vm.NewString("main")
				list := m.heap.Alloc(m.prog.TypeOf["string"], 1)
				m.mem.Store(list, name[0])
				m.mem.Store(list+8, name[1])
				m.vm.Return(0, list, 1, 1)
			case "syscall.environ":
				m.vm.Return(0, 0, 0, 0)
			case "internal/rt.Rand":
				m.random += 0x9e3779b97f4a7c15
				m.vm.Return(0, m.random)
			case "runtime.GC":
				m.collect()
				m.vm.Return(0)
			default:
				return wants(q.Name)
			}
		}
	}
}

// A wants is what a program asked for that the machine of these tests does not do: it has one
// goroutine. Package sim runs all programs of the corpus on the whole machine.
type wants string

func (w wants) Error() string { return "needs the whole machine: " + string(w) }

// corpus runs do with every program of the corpus and what the toolchain's program printed.
func corpus(t *testing.T, do func(t *testing.T, name string, src []byte, want map[string]string)) {
	files, err := filepath.Glob("../testdata/lang/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".go")
		t.Run(name, func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			ar, err := txtar.ParseFile(strings.TrimSuffix(file, ".go") + ".want")
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]string{}
			for _, f := range ar.Files {
				want[f.Name] = string(f.Data)
			}
			do(t, name, src, want)
		})
	}
}

// enough holds that most of the corpus needs no more than this machine has.
func enough(t *testing.T, ran int) {
	t.Helper()
	if t.Logf("%d programs ran to their end", ran); ran < 40 && flag.Lookup("test.run").Value.String() == "" {
		t.Error("too few")
	}
}

// finish runs the program to its end, and reports false if that takes more than this machine has.
func (m *machine) finish(t *testing.T, budget int64) bool {
	t.Helper()
	err := m.run(budget)
	if w := wants(""); errors.As(err, &w) {
		t.Log(err)
		return false
	}
	if err != nil {
		t.Fatal(err)
	}
	return true
}

// check compares what a finished program printed with what it should have.
func (m *machine) check(t *testing.T, want map[string]string) {
	t.Helper()
	if got := m.stdout.String(); got != want["stdout"] {
		t.Errorf("stdout:\n%s\nwant:\n%s", got, want["stdout"])
	}
	stderr, _, _ := strings.Cut(m.stderr.String(), "\n\n")
	stderr, _, _ = strings.Cut(stderr, "\n[signal ")
	if got := strings.TrimSpace(stderr); got != strings.TrimSpace(want["stderr"]) {
		t.Errorf("stderr:\n%s\nwant:\n%s", got, want["stderr"])
	}
	if got := fmt.Sprint(m.exit); got != strings.TrimSpace(want["exit"]) {
		t.Errorf("exit %s, want %s", got, want["exit"])
	}
}

// Each program of the corpus prints what the toolchain's does, though every instruction is a
// run of its own.
func TestLanguageInSteps(t *testing.T) {
	ran := 0
	corpus(t, func(t *testing.T, name string, src []byte, want map[string]string) {
		m := load(t, name+".go", src)
		if m.finish(t, 1) {
			m.check(t, want)
			ran++
		}
	})
	enough(t, ran)
}

// Each does so too if every call moves the stack, a collection comes every few instructions
// and nothing that was freed or moved can be read any more: so no pointer is forgotten.
func TestLanguageWithPoison(t *testing.T) {
	ran := 0
	corpus(t, func(t *testing.T, name string, src []byte, want map[string]string) {
		prog, errs := program.Load(name+".go", src, program.Options{Std: std.FS})
		if errs != nil {
			t.Fatal(errs)
		}
		m := boot(t, prog, heap.Config{Limit: 256 << 20, Poison: true})
		m.vm.SetDebug(vm.Debug{MoveStacks: true, Poison: true})
		m.stress = true
		if m.finish(t, 211) {
			m.check(t, want)
			ran++
		}
	})
	enough(t, ran)
}
