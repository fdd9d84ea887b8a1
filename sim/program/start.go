package program

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"gopherscope/sim/code"
)

// start makes the functions that a program begins with, and refers to those that the
// machine calls.
func (b *builder) start(inits []*ssa.Function, main *ssa.Function) {
	p := b.prog
	p.Init = b.sequence("runtime.doInit", inits)
	p.Main = b.funcID(main)
	p.Start = b.newFunc()
	list := []code.Instr{
		code.Instr{Op: code.OpCall, A: 1}.WithD(int32(p.Init)),
		code.Instr{Op: code.OpCall, A: 1}.WithD(int32(p.Main)),
		{Op: code.OpRet},
	}
	b.assemble(p.Start, "runtime.main", list)
	for fault := code.NoFault + 1; fault < code.FaultCount; fault++ {
		if fn := b.runtimeFunc(fault.String()); fn != nil {
			p.Faults[fault] = b.funcID(fn)
		}
	}
}

// sequence makes a function that calls others, without arguments, one after another.
func (b *builder) sequence(name string, fns []*ssa.Function) code.FuncID {
	id := b.newFunc()
	var list []code.Instr
	for _, f := range fns {
		if isEmpty(f) {
			continue
		}
		list = append(list, code.Instr{Op: code.OpCall, A: 1}.WithD(int32(b.funcID(f))))
	}
	b.assemble(id, name, append(list, code.Instr{Op: code.OpRet}))
	return id
}

// isEmpty reports whether a package's initialiser does nothing.
func isEmpty(f *ssa.Function) bool {
	return len(f.Blocks) == 1 && len(f.Blocks[0].Instrs) == 1
}

// assemble writes a function of plain calls.
func (b *builder) assemble(id code.FuncID, name string, list []code.Instr) {
	p := b.prog
	entry := int32(len(p.Code))
	p.Code = append(p.Code, list...)
	p.Pos = append(p.Pos, make([]code.Pos, len(list))...)
	p.Funcs[id] = code.Func{Name: name, Pkg: "runtime", Entry: entry, End: int32(len(p.Code)), Frame: 1, Clos: -1, Std: true}
}

// nativeTypes are the types whose values natives build; the machine finds them by name.
var nativeTypes = []types.Type{
	types.Typ[types.Bool], types.Typ[types.Int], types.Typ[types.Int8], types.Typ[types.Int16], types.Typ[types.Int32],
	types.Typ[types.Int64], types.Typ[types.Uint], types.Typ[types.Uint8], types.Typ[types.Uint16], types.Typ[types.Uint32],
	types.Typ[types.Uint64], types.Typ[types.Uintptr], types.Typ[types.Float32], types.Typ[types.Float64],
	types.Typ[types.Complex64], types.Typ[types.Complex128], types.Typ[types.String], types.Typ[types.UnsafePointer],
	types.NewSlice(types.Typ[types.Uint8]), types.NewSlice(types.Typ[types.Int32]), types.NewSlice(types.Typ[types.Int]),
	types.NewSlice(types.Typ[types.String]), types.NewInterfaceType(nil, nil), types.Universe.Lookup("error").Type(),
}

// finish hands the tables over to the program.
func (b *builder) finish() {
	p := b.prog
	for _, t := range nativeTypes {
		b.types.id(t)
	}
	if b.runtime != nil {
		if e := b.runtime.Type("errorString"); e != nil {
			b.runtimeType(e.Type())
			b.drain()
		}
	}
	p.Types = b.types.list
	p.Methods = b.types.names
	p.Consts = b.data.consts
	p.Static = b.data.static
	p.Room = b.data.room()
	p.Small = b.data.small
	p.Globals = b.data.rows
	for i, t := range p.Types {
		if i > 0 && b.types.gotypes[i] != nil {
			if _, ok := p.TypeOf[t.Name]; !ok {
				p.TypeOf[t.Name] = code.TypeID(i)
			}
		}
	}
}
