package program

import (
	"go/ast"
	"go/token"
	"go/types"
)

// Building go/ssa's form of a whole library costs more than all the rest of a load, and a
// program calls little of it. So before the library's packages are built, the functions
// that nothing can reach are left out of their files. A function is kept if a kept one, an
// initialiser or the program mentions it; a method, if its type is mentioned or occurs
// within the type of something that is.

// An outline is what pruning has to know of a checked package.
type outline struct {
	decls [][]ast.Decl // all declarations of each file
	funcs map[*types.Func]*ast.FuncDecl
	uses  map[*ast.FuncDecl][]types.Object // what a body mentions; filled on demand
	roots []types.Object                   // what variables' initialisers and init functions mention
}

func newOutline(s *stub) *outline {
	o := &outline{funcs: map[*types.Func]*ast.FuncDecl{}, uses: map[*ast.FuncDecl][]types.Object{}}
	for _, f := range s.files {
		o.decls = append(o.decls, f.Decls)
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if fn, ok := s.info.Defs[d.Name].(*types.Func); ok {
					o.funcs[fn] = d
				}
				if isInit(d) {
					o.roots = append(o.roots, mentioned(d, s.info)...)
				}
			case *ast.GenDecl:
				if d.Tok == token.VAR {
					o.roots = append(o.roots, mentioned(d, s.info)...)
				}
			}
		}
	}
	return o
}

func isInit(d *ast.FuncDecl) bool { return d.Name.Name == "init" && d.Recv == nil }

// mentioned returns the functions, types, variables and constants that n names, or defines.
func mentioned(n ast.Node, info *types.Info) []types.Object {
	var list []types.Object
	seen := map[types.Object]bool{}
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			obj := info.Uses[id]
			if obj == nil {
				obj = info.Defs[id]
			}
			if obj != nil && !seen[obj] {
				seen[obj] = true
				list = append(list, obj)
			}
		}
		return true
	})
	return list
}

// A pruner finds what a program can reach.
type pruner struct {
	stubs map[*types.Package]*stub
	seen  map[types.Object]bool
	types map[types.Type]bool
	keep  map[*ast.FuncDecl]bool
}

// prune leaves in the files of the packages only what file, checked with info, can reach.
// The packages in whole are kept as they are. restore undoes it.
func prune(packages []*stub, whole map[string]bool, file *ast.File, info *types.Info) (restore func()) {
	p := &pruner{
		stubs: map[*types.Package]*stub{}, seen: map[types.Object]bool{},
		types: map[types.Type]bool{}, keep: map[*ast.FuncDecl]bool{},
	}
	for _, s := range packages {
		p.stubs[s.types] = s
	}
	p.reachAll(mentioned(file, info))
	for _, s := range packages {
		p.reachAll(s.outline.roots)
		if whole[s.path] {
			for _, decls := range s.outline.decls {
				for _, d := range decls {
					if fd, ok := d.(*ast.FuncDecl); ok {
						p.reach(s.info.Defs[fd.Name])
					}
				}
			}
		}
	}
	for _, s := range packages {
		for i, f := range s.files {
			var kept []ast.Decl
			for _, d := range s.outline.decls[i] {
				if fd, ok := d.(*ast.FuncDecl); !ok || p.keep[fd] || isInit(fd) {
					kept = append(kept, d)
				}
			}
			f.Decls = kept
		}
	}
	return func() {
		for _, s := range packages {
			for i, f := range s.files {
				f.Decls = s.outline.decls[i]
			}
		}
	}
}

func (p *pruner) reachAll(list []types.Object) {
	for _, obj := range list {
		p.reach(obj)
	}
}

func (p *pruner) reach(obj types.Object) {
	if fn, ok := obj.(*types.Func); ok {
		obj = fn.Origin()
	}
	if obj == nil || p.seen[obj] {
		return
	}
	p.seen[obj] = true
	p.reachType(obj.Type())
	fn, ok := obj.(*types.Func)
	if !ok {
		return
	}
	s := p.stubs[fn.Pkg()]
	if s == nil {
		return
	}
	d := s.outline.funcs[fn]
	if d == nil || p.keep[d] {
		return
	}
	p.keep[d] = true
	uses, ok := s.outline.uses[d]
	if !ok {
		uses = mentioned(d, s.info)
		s.outline.uses[d] = uses
	}
	p.reachAll(uses)
}

// reachType reaches the methods of all types within t.
func (p *pruner) reachType(t types.Type) {
	if t == nil || p.types[t] {
		return
	}
	p.types[t] = true
	switch t := t.(type) {
	case *types.Alias:
		p.reachType(types.Unalias(t))
	case *types.Named:
		for i := range t.TypeArgs().Len() {
			p.reachType(t.TypeArgs().At(i))
		}
		for m := range t.Origin().Methods() {
			p.reach(m)
		}
		p.reachType(t.Underlying())
	case *types.Pointer:
		p.reachType(t.Elem())
	case *types.Slice:
		p.reachType(t.Elem())
	case *types.Array:
		p.reachType(t.Elem())
	case *types.Chan:
		p.reachType(t.Elem())
	case *types.Map:
		p.reachType(t.Key())
		p.reachType(t.Elem())
	case *types.Struct:
		for f := range t.Fields() {
			p.reachType(f.Type())
		}
	case *types.Signature:
		for v := range t.Params().Variables() {
			p.reachType(v.Type())
		}
		for v := range t.Results().Variables() {
			p.reachType(v.Type())
		}
	case *types.Interface:
		for m := range t.Methods() {
			p.reachType(m.Type())
		}
		for e := range t.EmbeddedTypes() {
			p.reachType(e)
		}
	case *types.Union:
		for i := range t.Len() {
			p.reachType(t.Term(i).Type())
		}
	case *types.TypeParam:
		p.reachType(t.Constraint())
	}
}
