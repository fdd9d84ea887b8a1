package program

import (
	"go/ast"
	"go/token"
	"go/types"
)

// Building go/ssa's form of a whole library costs more than all the rest of a load, and a
// program calls little of it. So before the library's packages are built, the functions
// and variables that nothing can reach are left out of their files, as Go's linker leaves
// them out of a binary. A function or variable is kept if a kept one, an init function or the
// program mentions it; a method, if its type is mentioned or occurs within the type of
// something that is. So a variable of the library that must be initialised for what that does
// is named _ or set by an init function.

// An outline is what pruning has to know of a checked package.
type outline struct {
	decls [][]ast.Decl // all declarations of each file
	funcs map[*types.Func]*ast.FuncDecl
	vars  map[*types.Var]*ast.ValueSpec // of package-level variables
	uses  map[ast.Node][]types.Object   // what a body or an initialiser mentions; filled on demand
	roots []types.Object                // what init functions and variables named _ mention
	order []*types.Initializer          // all of the package
}

func newOutline(s *stub) *outline {
	o := &outline{
		funcs: map[*types.Func]*ast.FuncDecl{}, vars: map[*types.Var]*ast.ValueSpec{},
		uses: map[ast.Node][]types.Object{}, order: s.info.InitOrder,
	}
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
				if d.Tok != token.VAR {
					continue
				}
				for _, spec := range d.Specs {
					spec := spec.(*ast.ValueSpec)
					for _, name := range spec.Names {
						if v, ok := s.info.Defs[name].(*types.Var); ok {
							o.vars[v] = spec
						}
					}
					if isBlank(spec) {
						o.roots = append(o.roots, mentioned(spec, s.info)...)
					}
				}
			}
		}
	}
	return o
}

func isInit(d *ast.FuncDecl) bool { return d.Name.Name == "init" && d.Recv == nil }

// isBlank tells whether all variables of a declaration are named _.
func isBlank(spec *ast.ValueSpec) bool {
	for _, name := range spec.Names {
		if name.Name != "_" {
			return false
		}
	}
	return true
}

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
	keep  map[ast.Node]bool // functions' declarations, and specifications of variables
}

// prune leaves in the files of the packages only what file, checked with info, can reach.
// The packages in whole are kept as they are. restore undoes it.
func prune(packages []*stub, whole map[string]bool, file *ast.File, info *types.Info) (restore func()) {
	p := &pruner{
		stubs: map[*types.Package]*stub{}, seen: map[types.Object]bool{},
		types: map[types.Type]bool{}, keep: map[ast.Node]bool{},
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
					switch d := d.(type) {
					case *ast.FuncDecl:
						p.reach(s.info.Defs[d.Name])
					case *ast.GenDecl:
						for _, spec := range d.Specs {
							if spec, ok := spec.(*ast.ValueSpec); ok {
								for _, name := range spec.Names {
									p.reach(s.info.Defs[name])
								}
							}
						}
					}
				}
			}
		}
	}
	for _, s := range packages {
		for i, f := range s.files {
			var kept []ast.Decl
			for _, d := range s.outline.decls[i] {
				if d = p.kept(d); d != nil {
					kept = append(kept, d)
				}
			}
			f.Decls = kept
		}
		s.info.InitOrder = nil
		for _, init := range s.outline.order {
			if spec := s.outline.vars[init.Lhs[0]]; p.keep[spec] || isBlank(spec) {
				s.info.InitOrder = append(s.info.InitOrder, init)
			}
		}
	}
	return func() {
		for _, s := range packages {
			for i, f := range s.files {
				f.Decls = s.outline.decls[i]
			}
			s.info.InitOrder = s.outline.order
		}
	}
}

// kept returns what is left of a declaration, nil for nothing.
func (p *pruner) kept(d ast.Decl) ast.Decl {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if !p.keep[d] && !isInit(d) {
			return nil
		}
	case *ast.GenDecl:
		if d.Tok != token.VAR {
			break
		}
		rest := *d
		rest.Specs = nil
		for _, spec := range d.Specs {
			if p.keep[spec] || isBlank(spec.(*ast.ValueSpec)) {
				rest.Specs = append(rest.Specs, spec)
			}
		}
		if len(rest.Specs) == 0 {
			return nil
		}
		return &rest
	}
	return d
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
	s := p.stubs[obj.Pkg()]
	if s == nil {
		return
	}
	var d ast.Node
	switch obj := obj.(type) {
	case *types.Func:
		if fd := s.outline.funcs[obj]; fd != nil {
			d = fd
		}
	case *types.Var:
		if spec := s.outline.vars[obj]; spec != nil {
			d = spec
		}
	}
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
