// Channels, selects and types that package reflect makes, with a heap that is in use.
package main

import (
	"fmt"
	"reflect"
)

type node struct {
	next *node
	val  []int
}

func list(n int) *node {
	var l *node
	for i := range n {
		l = &node{l, make([]int, i)}
	}
	return l
}

func (n *node) Sum() (int, string) {
	sum := 0
	for ; n != nil; n = n.next {
		sum += len(n.val)
	}
	return sum, fmt.Sprint("sum ", sum)
}

func main() {
	elem := reflect.StructOf([]reflect.StructField{
		{Name: "N", Type: reflect.TypeFor[*node]()},
		{Name: "S", Type: reflect.ArrayOf(2, reflect.TypeFor[string]())},
	})
	ch := reflect.MakeChan(reflect.ChanOf(reflect.BothDir, elem), 0)
	quit := make(chan struct{})
	out := make(chan string)
	for w := range 3 {
		go func() {
			cases := []reflect.SelectCase{
				{Dir: reflect.SelectRecv, Chan: ch},
				{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(quit)},
			}
			for {
				i, v, ok := reflect.Select(cases)
				if i == 1 {
					out <- fmt.Sprint("quit ", ok)
					return
				}
				r := v.Field(0).MethodByName("Sum").Call(nil)
				_ = w
				out <- fmt.Sprint(r[0], r[1], v.Field(1))
			}
		}()
	}
	go func() {
		for i := range 10 {
			v := reflect.New(elem).Elem()
			v.Field(0).Set(reflect.ValueOf(list(i)))
			v.Field(1).Index(1).SetString(fmt.Sprint("item ", i))
			ch.Send(v)
		}
	}()
	total := 0
	for range 10 {
		total += len(<-out)
	}
	fmt.Println(total)
	close(quit)
	for range 3 {
		fmt.Println(<-out)
	}
	m := reflect.MakeMap(reflect.MapOf(reflect.ArrayOf(3, reflect.TypeFor[string]()), reflect.PointerTo(elem)))
	for i := range 50 {
		k := reflect.New(m.Type().Key()).Elem()
		k.Index(i % 3).SetString(fmt.Sprint(i))
		p := reflect.New(elem)
		p.Elem().Field(0).Set(reflect.ValueOf(list(i % 5)))
		m.SetMapIndex(k, p)
	}
	sum := 0
	for it := m.MapRange(); it.Next(); {
		sum += int(it.Value().Elem().Field(0).MethodByName("Sum").Call(nil)[0].Int())
	}
	fmt.Println(m.Len(), sum, m.Type())
	s := reflect.Zero(reflect.SliceOf(m.Type()))
	for range 20 {
		s = reflect.Append(s, m)
	}
	fmt.Println(s.Len(), s.Cap(), s.Type().Elem() == m.Type())
	none := make(chan int)
	reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(none)}, {Dir: reflect.SelectSend, Chan: reflect.ValueOf(none), Send: reflect.ValueOf(1)}})
}
