package code

// A FuncID is an index into Program.Funcs; 0 is no function.
type FuncID uint32

// A Program is a whole Go program in the machine's language. It does not change while it
// runs, so any number of machines and checkpoints share one.
type Program struct {
	Code     []Instr  // all functions, one after another; Code[0] is never executed
	Pos      []Pos    // parallel to Code
	Consts   []uint64 // constant pool
	Funcs    []Func   // Funcs[0] is empty
	Types    []Type   // Types[0] is empty
	Methods  []string // method names by MethodID, unexported ones as pkg.name
	Natives  []Native // bodyless functions
	Selects  []Select
	Files    []File
	Packages []string         // import paths of the library packages that are linked, in the order of their initialisation
	GoWraps  map[int32]string // by pc of an OpGo: the name of the function literal that gc wraps its call into, if it does
	// Escapes says, by pc of an instruction of user code that makes an object, why that object lives
	// in the heap and not in the frame: "it is returned", "too large for the stack". What a type
	// always keeps in the heap, such as a channel, has no row.
	Escapes map[int32]string
	// Unsigned are the lines of user code with an index or a bound of an unsigned type of 64 bits,
	// which a fault tells as such.
	Unsigned map[Pos]bool

	// Static is the initial contents of memory from address NilPage on: string constants,
	// closures of plain functions, boxed constants and zeroed globals.
	Static  []uint64
	Room    uint64 // bytes of the static memory, if it is larger than Static: large globals, zeroed, stand behind it
	Globals []Global
	// Small is the address of 256 words with the values 0 to 255 within Static: what an
	// interface of a small integer points to, so that boxing one allocates nothing
	// (staticuint64s, runtime/iface.go). 0 if the program has none.
	Small uint64

	Init  FuncID // initialises every package in dependency order
	Main  FuncID // main.main
	Start FuncID // runs Init, then Main, then returns: what goroutine 1 runs

	// Well-known functions of package runtime's stub that instructions call: see Fault.
	Faults [FaultCount]FuncID
	// Well-known types, 0 if the program has none: the static any-values natives build.
	TypeOf map[string]TypeID // by Name, for natives' results: "string", "int", "[]uint8", "error" …

	base *Program  // of a copy that Own made: whose code it is
	live liveCache // what Live has computed
}

// Own returns a copy of p for one machine, which may append to its Types the ones that package
// reflect makes while the program runs. It shares everything else with p.
func (p *Program) Own() *Program {
	return &Program{
		Code: p.Code, Pos: p.Pos, Consts: p.Consts, Funcs: p.Funcs, Types: p.Types[:len(p.Types):len(p.Types)],
		Methods: p.Methods, Natives: p.Natives, Selects: p.Selects, Files: p.Files, Packages: p.Packages,
		GoWraps: p.GoWraps, Escapes: p.Escapes, Unsigned: p.Unsigned,
		Static: p.Static, Room: p.Room, Globals: p.Globals, Small: p.Small,
		Init: p.Init, Main: p.Main, Start: p.Start, Faults: p.Faults, TypeOf: p.TypeOf, base: p,
	}
}

// StaticBytes returns the size of the static memory in bytes.
func (p *Program) StaticBytes() uint64 { return max(p.Room, uint64(len(p.Static))*8) }

// FuncAt returns the function whose code the instruction at pc belongs to, or the empty one.
func (p *Program) FuncAt(pc int32) *Func {
	for i := range p.Funcs {
		if f := &p.Funcs[i]; f.Entry <= pc && pc < f.End {
			return f
		}
	}
	return &p.Funcs[0]
}

// A File is a source file. Std marks files of the library's stubs, which line stepping
// passes over.
type File struct {
	Name  string
	Text  string
	Std   bool
	Lines []LineFrom // what its //line comments say, by position
}

// A LineFrom says that from a place in a file on its lines stand for those of another, from To on.
type LineFrom struct {
	Line, Col int32
	Name      string
	To        int32
}

// Source returns the file and line that stand for a place in tracebacks: those of the last
// //line comment before it if there is one.
func (p *Program) Source(at Pos) (file string, line int32) {
	f := &p.Files[at.File]
	file, line = f.Name, at.Line
	for _, l := range f.Lines {
		if l.Line > at.Line || l.Line == at.Line && l.Col > at.Col {
			break
		}
		file, line = l.Name, l.To+at.Line-l.Line
	}
	return file, line
}

// A Pos is a place in the source; Line and Col count from 1, File indexes Program.Files.
type Pos struct {
	File int32
	Line int32
	Col  int32
	Stmt bool // the first instruction of a statement: a place where a line step may stop
}

// A Func is one function: its code and the shape of its frame.
type Func struct {
	Name        string // as tracebacks print it: main.main.func1, main.(*T).M, main.F[...]
	Pkg         string
	Pos         Pos
	Entry, End  int32 // its code is Code[Entry:End]
	Frame       int32 // words of its frame, outgoing area included
	ParamWords  int32 // receiver first
	ResultWords int32
	Params      []TypeID // receiver included
	Results     []TypeID
	Variadic    bool
	Clos        int32  // slot that receives the closure's address, -1 if it captures nothing
	ClosType    TypeID // layout of its closure object: struct{FuncID; captures…}; 0 if none
	Recover     int32  // pc to go on at when a deferred call recovered: an OpRunDefers for the deferred calls that are left, then it loads the named results and returns; 0 if it has no defers
	Std         bool   // of the library's stubs
	Inits       bool   // initialises the variables of a package and then calls its init functions
	Init        bool   // one of those, or Inits
	Wrapper     bool   // made by the compiler: hidden in tracebacks, skipped by recover's caller check
	Thunk       bool   // a Wrapper that gc has no function for: of a builtin or of an interface's method, deferred or run by a go statement
	Native      int32  // 1 + index into Natives if it has no body
	Spend       Spend  // what a call does instead of its body

	// Ptrs says which slots hold pointers whenever they hold anything, a bit a slot, and
	// Fixed which ones are always live, as their address is in use: the function zeroes those
	// of them that hold pointers when it begins. Program.Live says it for a pc.
	Ptrs  []uint64
	Fixed []uint64
	// Objects are stretches of Fixed slots that something else has to point to: objects that would
	// be in the heap if they outlived the frame. What they hold counts as long as they can be
	// reached (stack objects, runtime/stack.go). Sorted by Slot; those without pointers are left out.
	Objects []FrameObject
	// Retypes says it for slots that are not one or the other for good, which are outgoing
	// arguments, and the results on their way out. Sorted by PC.
	Retypes []Retype
	Vars    []Var

	Captures []Capture // of a function literal: what its closure object holds after the function, in order
}

// A FrameObject is an object in a frame.
type FrameObject struct{ Slot, Words int32 }

// A Capture is a variable of the function around a function literal.
type Capture struct {
	Name string
	Copy bool // the closure holds the variable's value, not its address
}

// A Spend says how a call passes the time that stands for a function's body. Its code asks the
// machine to see to it, by the native NativeSpend, and returns.
type Spend struct {
	How SpendHow
	NS  int64 // virtual ns
}

// A SpendHow is a way to pass time.
type SpendHow uint8

// The ways to pass time.
const (
	SpendNothing SpendHow = iota // the function's body is run
	SpendCPU                     // on the processor
	SpendSyscall                 // in a blocking system call
	SpendNetwork                 // parked on the network poller
)

// NativeSpend is the name of the native that passes the time of the function that calls it.
const NativeSpend = "internal/rt.spend"

// A Retype says that a slot holds a pointer, or none, from PC on until the next Retype.
type Retype struct {
	PC   int32
	Slot uint16
	Ptr  bool
}

// A Var is a named variable in a frame, for people who look.
type Var struct {
	Name string
	Type TypeID
	Slot int32 // first register
	Role Role
	Heap bool  // the register holds the variable's address: it escaped, or (Why is empty) callees get to know the address
	From int32 // pc from which it is in scope
	To   int32 // pc where its scope ends
	Pos  Pos
	Why  string // if Heap: why it escaped
}

// A Role says what a variable is to its function.
type Role uint8

// The roles of variables.
const (
	Local Role = iota
	Param
	Result
	Captured
)

// A Global is a package-level variable.
type Global struct {
	Name string // pkg.name
	Type TypeID
	Addr uint64
	Pos  Pos
}

// A Native is a function without a body: the host's own library, or the machine itself.
type Native struct {
	Name    string // qualified: strings.Index, sync.runtime_Semacquire, internal/rt.kindOf
	Params  []TypeID
	Results []TypeID
}

// AdapterWords are the natives whose functions are what all the closures made by package reflect
// call: those of MakeFunc, and method values. Which arguments and results such a function has
// says the closure, and so does which of its slots hold pointers: nothing else describes its
// frame. From slot 0 on stand the arguments, and then the results, of at most so many words.
// Behind them stand the closure's address in slot Clos, and the adapter's state.
var AdapterWords = map[string]int32{"internal/rt.adapter": 120, "internal/rt.bigAdapter": 8192}

// The slots of an adapter's frame from its Clos on.
const (
	AdapterState = 1 // 0; 1 while and after what it adapts runs
	AdapterVars  = 2 // … the address of an array with the addresses of parameters and results, or 0
	AdapterSlots = 3
)

// IsAdapter reports whether f is one of the functions that closures made by package reflect
// call.
func (f *Func) IsAdapter() bool { return f.Native != 0 && f.Clos >= 0 }

// A Select is the shape of one select statement with two or more cases, or with none.
type Select struct {
	Cases   []SelectCase
	Default bool // has a default case: does not block
}

// A SelectCase is one communication of a select statement. Registers are of the frame that
// executes it.
type SelectCase struct {
	Send bool
	Chan uint16 // register of the channel
	Val  uint16 // send: first register of the value; receive: first register of the destination, NoReg if unwanted
	Elem TypeID
	Pos  Pos
}

// A Fault is a run-time error that an instruction raises: the machine calls the stub
// function of package runtime with this name, which panics as the real one does.
type Fault uint8

// The faults. The stub runtime package declares a Go function for each, with int arguments
// as stated; it panics with the runtime's own error value and text.
const (
	NoFault           Fault = iota
	FaultNil                // panicmem(addr): invalid memory address or nil pointer dereference
	FaultIndex              // panicIndex(i, len): of this and the faults of slices that follow, a negative number may be a large one instead, see Program.Unsigned
	FaultDivide             // panicdivide()
	FaultOverflow           // panicoverflow(): a quotient of package math/bits that does not fit
	FaultShift              // panicshift()
	FaultSliceAlen          // panicSliceAlen(hi, len): s[:hi] of a string or array
	FaultSliceAcap          // panicSliceAcap(hi, cap): s[:hi] of a slice
	FaultSliceB             // panicSliceB(lo, hi): s[lo:hi], lo > hi
	FaultSlice3Alen         // panicSlice3Alen(max, len): s[::max] of an array
	FaultSlice3Acap         // panicSlice3Acap(max, cap)
	FaultSlice3B            // panicSlice3B(hi, max): s[:hi:max]
	FaultSlice3C            // panicSlice3C(lo, hi): s[lo:hi:]
	FaultSliceConvert       // panicSliceConvert(len, want)
	FaultMakeSliceLen       // panicmakeslicelen()
	FaultMakeSliceCap       // panicmakeslicecap()
	FaultGrowSlice          // panicgrowslice()
	FaultMakeChan           // panicmakechan()
	FaultNilMap             // panicnilmap(): assignment to entry in nil map
	FaultHash               // panichash(name string): hash of unhashable type NAME
	FaultMapKey             // panicmapkey(name string): FaultHash of a look-up in an empty map
	FaultCompare            // panicequal(name string): comparing uncomparable type NAME
	FaultAssert             // panicassert(iface, concrete, asserted, missing string): concrete "" is nil; missing "" or the missing method's name; iface is "interface" if asserted is an interface type
	FaultSendClosed         // panicsendclosed()
	FaultCloseClosed        // panicclosec()
	FaultCloseNil           // panicclosenil()
	FaultPanicNil           // panicnilerror(): panic(nil)
	FaultGoNil              // fatalgonil(): go of nil func value; fatal
	FaultMemory             // fatalmemory(): out of memory; fatal
	FaultMapWrites          // fatalmapwrites(): concurrent map writes; fatal
	FaultMapRead            // fatalmapread(): concurrent map read and map write; fatal
	FaultMapIter            // fatalmapiter(): concurrent map iteration and map write; fatal
	FaultUnhandled          // fatalpanic(): no defer is left: prints the goroutine's panics and exits with status 2
	FaultCount
)
