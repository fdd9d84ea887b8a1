package code

// A TypeID is an index into Program.Types; 0 stands for no type, and in an interface for nil.
type TypeID uint32

// A Kind says how values of a type behave; the numbers are those of package reflect.
type Kind uint8

// The kinds of types.
const (
	KindInvalid Kind = iota
	KindBool
	KindInt
	KindInt8
	KindInt16
	KindInt32
	KindInt64
	KindUint
	KindUint8
	KindUint16
	KindUint32
	KindUint64
	KindUintptr
	KindFloat32
	KindFloat64
	KindComplex64
	KindComplex128
	KindArray
	KindChan
	KindFunc
	KindInterface
	KindMap
	KindPointer
	KindSlice
	KindString
	KindStruct
	KindUnsafePointer
)

// A Type describes the values of one Go type: layout, pointers and methods. Identical types
// have one TypeID.
type Type struct {
	Name   string // as %T and panic texts print it: main.T, []int, map[string]main.T
	Pkg    string // import path of a named type's package, "" otherwise
	Kind   Kind
	Named  bool // a defined type (or predeclared one), not a type literal
	Direct bool // an interface holds the value itself, not its address: pointers, chans, maps, funcs, and structs and arrays of just one of these
	NoEq   bool // == on it panics or does not compile: slices, maps, funcs and what contains them
	Size   int64
	Align  int64

	Elem     TypeID   // of pointers, slices, arrays, chans, maps
	Key      TypeID   // of maps
	Entry    TypeID   // of maps: struct{key; elem}, the layout of one entry
	PtrTo    TypeID   // *T, if the program uses it, else 0
	Len      int64    // of arrays
	Dir      int      // of chans: 1 receive, 2 send, 3 both
	Fields   []Field  // of structs, by offset
	Params   []TypeID // of funcs
	Results  []TypeID
	Variadic bool

	// Ptrs lists the words (offset/8) that hold pointers in the first Stride bytes. The
	// pattern repeats every Stride bytes through Size, and through a whole array of the type.
	// An interface has one at word 1 (its data), a string and a slice at word 0.
	Ptrs   []uint32
	Stride int64

	Methods []Method // method set, sorted by ID; of an interface type the methods it asks for
}

// A Field is a field of a struct type.
type Field struct {
	Name     string
	Pkg      string // package path of an unexported name, "" otherwise
	Type     TypeID
	Offset   int64 // bytes
	Embedded bool
	Tag      string
}

// A MethodID is one method name of the whole program, an index into Program.Methods.
// Unexported names of different packages differ.
type MethodID uint32

// A Method is one method of a type's method set. Func takes the interface's data word as
// its first argument, whatever the receiver's type is: for a Direct type the value, else the
// address of it. Func is 0 in interface types.
type Method struct {
	ID   MethodID
	Func FuncID
	Type TypeID // the func type, without receiver
}

// Words returns the registers that a value of the type takes.
func (t *Type) Words() int { return int((t.Size + 7) / 8) }
