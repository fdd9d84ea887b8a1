//go:build gopherscope

package json

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// A field is a member of a struct's JSON object, perhaps of an embedded struct.
type field struct {
	name      string
	tagged    bool  // the name is from a tag
	index     []int // from the outermost struct
	omitEmpty bool
	omitZero  bool
	quoted    bool // option string: the value is in a JSON string
}

// fields are the members of struct types, sought once: map[reflect.Type][]field.
var fields sync.Map

func fieldsOf(t reflect.Type) []field {
	if list, ok := fields.Load(t); ok {
		return list.([]field)
	}
	list := findFields(t)
	fields.Store(t, list)
	return list
}

// A nest is a struct whose fields are promoted: t itself or one embedded.
type nest struct {
	t     reflect.Type
	index []int
	twice bool // embedded more than once at its level, so that its fields annul themselves
}

// findFields goes through t and what it embeds, level by level. A name of an outer level
// hides those further in, at one level a tagged one hides the others, and those that are
// left there annul each other.
func findFields(t reflect.Type) []field {
	var all []field
	seen := map[reflect.Type]bool{}
	for level := []nest{{t: t}}; len(level) > 0; {
		var inner []nest
		at := map[reflect.Type]int{} // in inner
		for _, n := range level {
			if seen[n.t] {
				continue
			}
			seen[n.t] = true
			for i := range n.t.NumField() {
				sf := n.t.Field(i)
				ft := sf.Type
				if ft.Name() == "" && ft.Kind() == reflect.Pointer {
					ft = ft.Elem()
				}
				if !sf.IsExported() && (!sf.Anonymous || ft.Kind() != reflect.Struct) {
					continue
				}
				tag := sf.Tag.Get("json")
				if tag == "-" {
					continue
				}
				name, options, _ := strings.Cut(tag, ",")
				if !validName(name) {
					name = ""
				}
				index := append(slices.Clone(n.index), i)
				if name == "" && sf.Anonymous && ft.Kind() == reflect.Struct {
					if k, again := at[ft]; again {
						inner[k].twice = true
					} else {
						at[ft] = len(inner)
						inner = append(inner, nest{t: ft, index: index})
					}
					continue
				}
				f := field{name: name, tagged: name != "", index: index}
				if name == "" {
					f.name = sf.Name
				}
				for option := range strings.SplitSeq(options, ",") {
					switch option {
					case "omitempty":
						f.omitEmpty = true
					case "omitzero":
						f.omitZero = true
					case "string":
						k := ft.Kind()
						f.quoted = reflect.Bool <= k && k <= reflect.Float64 || k == reflect.String
					}
				}
				all = append(all, f)
				if n.twice {
					all = append(all, f)
				}
			}
		}
		level = inner
	}
	return dominant(all)
}

// dominant leaves one field a name, or none where two have the same right to it.
func dominant(all []field) []field {
	byName := map[string][]field{}
	for _, f := range all {
		byName[f.name] = append(byName[f.name], f)
	}
	var list []field
	for _, f := range all {
		rivals := byName[f.name]
		delete(byName, f.name)
		if len(rivals) == 0 {
			continue // settled
		}
		best, tie := rivals[0], false
		for _, r := range rivals[1:] {
			switch {
			case len(r.index) > len(best.index) || len(r.index) == len(best.index) && best.tagged && !r.tagged:
			case len(r.index) == len(best.index) && r.tagged == best.tagged:
				tie = true
			default:
				best, tie = r, false
			}
		}
		if !tie {
			list = append(list, best)
		}
	}
	slices.SortFunc(list, func(a, b field) int { return slices.Compare(a.index, b.index) })
	return list
}

// validName tells whether a tag names a member.
func validName(s string) bool {
	for _, c := range s {
		if !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", c) && !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			return false
		}
	}
	return s != ""
}

// findField returns the field of a member: of that name or, if there is none, of one that
// differs in case only.
func findField(list []field, name string) *field {
	for i := range list {
		if list[i].name == name {
			return &list[i]
		}
	}
	for i := range list {
		if strings.EqualFold(list[i].name, name) {
			return &list[i]
		}
	}
	return nil
}
