//go:build gopherscope

package reflect

import (
	"internal/rt"
	"unsafe"
)

// MapKeys returns the keys of a map, in no order to rely on.
func (v Value) MapKeys() []Value {
	v.must("reflect.Value.MapKeys", Map, Map)
	list := make([]Value, 0, v.Len())
	for it := (MapIter{m: v}); it.Next(); {
		list = append(list, it.Key())
	}
	return list
}

// MapIndex returns the element of key, the zero Value if there is none.
func (v Value) MapIndex(key Value) Value {
	v.must("reflect.Value.MapIndex", Map, Map)
	f := v.flag.ro() | key.flag.ro()
	key = key.assignTo("reflect.Value.MapIndex", rt.Key(v.t))
	e := rt.MapGet(v.t, v.ptr(), key.p)
	if e == nil {
		return Value{}
	}
	return Value{rt.Elem(v.t), e, f}.copied()
}

// SetMapIndex sets the element of key to elem, or deletes the key if elem is the zero Value.
func (v Value) SetMapIndex(key, elem Value) {
	const method = "reflect.Value.SetMapIndex"
	v.must(method, Map, Map)
	v.exported(method)
	key.exported(method)
	key = key.assignTo(method, rt.Key(v.t))
	if elem.t == 0 {
		rt.MapDelete(v.t, v.ptr(), key.p)
		return
	}
	elem.exported(method)
	elem = elem.assignTo(method, rt.Elem(v.t))
	rt.MapSet(v.t, v.ptr(), key.p, elem.p)
}

// MapRange goes through a map.
func (v Value) MapRange() *MapIter {
	v.must("reflect.Value.MapRange", Map, Map)
	return &MapIter{m: v}
}

// A MapIter is the way through a map, as a range loop goes it.
type MapIter struct {
	m         Value
	it        rt.Iter
	started   bool
	key, elem unsafe.Pointer
}

// Reset begins again, with the map v, or with none if v is the zero Value.
func (it *MapIter) Reset(v Value) {
	if v.IsValid() {
		v.must("reflect.MapIter.Reset", Map, Map)
	}
	*it = MapIter{m: v}
}

func (it *MapIter) Next() bool {
	if !it.m.IsValid() {
		panic("MapIter.Next called on an iterator that does not have an associated map Value")
	}
	if !it.started {
		rt.MapIter(&it.it, it.m.ptr())
		it.started = true
	} else if it.key == nil {
		panic("MapIter.Next called on exhausted iterator")
	}
	it.key, it.elem = rt.MapNext(it.m.t, &it.it)
	return it.key != nil
}

// ready panics unless the iterator stands at an entry.
func (it *MapIter) ready(what string) {
	if !it.started {
		panic(what + " called before Next")
	}
	if it.key == nil {
		panic(what + " called on exhausted iterator")
	}
}

func (it *MapIter) Key() Value {
	it.ready("MapIter.Key")
	return Value{rt.Key(it.m.t), it.key, it.m.flag.ro()}.copied()
}

func (it *MapIter) Value() Value {
	it.ready("MapIter.Value")
	return Value{rt.Elem(it.m.t), it.elem, it.m.flag.ro()}.copied()
}

// SetIterKey sets the variable v to the key that iter stands at.
func (v Value) SetIterKey(iter *MapIter) {
	iter.ready("reflect: Value.SetIterKey")
	v.settable("reflect.Value.SetIterKey")
	iter.m.exported("reflect.Value.SetIterKey")
	v.put(Value{rt.Key(iter.m.t), iter.key, 0}.assignTo("reflect.MapIter.SetKey", v.t))
}

// SetIterValue sets the variable v to the element that iter stands at.
func (v Value) SetIterValue(iter *MapIter) {
	iter.ready("reflect: Value.SetIterValue")
	v.settable("reflect.Value.SetIterValue")
	iter.m.exported("reflect.Value.SetIterValue")
	v.put(Value{rt.Elem(iter.m.t), iter.elem, 0}.assignTo("reflect.MapIter.SetValue", v.t))
}
