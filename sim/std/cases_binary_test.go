package std_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"strings"
)

type header struct {
	Magic [4]byte
	Ver   uint16
	Flags uint8
	_     uint8
	Size  int32
	Ratio float32
	In    struct{ A, B int16 }
	Ok    bool
	C     complex64
}

func casesBinary(emit func(string)) {
	b := []byte{1, 2, 3, 4, 5, 6, 7, 8, 9}
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian, binary.NativeEndian} {
		buf := make([]byte, 8)
		order.PutUint16(buf, 0x1234)
		order.PutUint32(buf[2:], 0x56789abc)
		emit(fmt.Sprint(order, order.Uint16(b), order.Uint32(b), order.Uint64(b), buf))
		order.PutUint64(buf, 0x0102030405060708)
		a := order.(binary.AppendByteOrder)
		emit(fmt.Sprintf("%v %v %#v", buf, a.AppendUint64(a.AppendUint32(a.AppendUint16(nil, 1), 2), 3), order))

		var out bytes.Buffer
		h := header{[4]byte{'G', 'O', '2', '6'}, 3, 7, 0, -100000, 1.5, struct{ A, B int16 }{-1, 2}, true, 1 + 2i}
		emit(fmt.Sprint(binary.Write(&out, order, h), binary.Size(h), binary.Size(&h), out.Bytes()))
		var back header
		emit(fmt.Sprintf("%v %+v", binary.Read(&out, order, &back), back))
		for _, v := range []any{int8(-3), uint16(500), []int32{1, -2, 3}, [2]float64{math.Pi, math.Inf(1)}, true, []bool{true, false}, uint64(1) << 60, &b, b, 5, "s", []int{1}, map[int]int{}, struct{ S string }{}, []float32{1.5}, int64(-9)} {
			out.Reset()
			err := binary.Write(&out, order, v)
			app, err2 := binary.Append([]byte{9}, order, v)
			fixed := make([]byte, 30)
			n, err3 := binary.Encode(fixed, order, v)
			emit(fmt.Sprint(err, out.Bytes(), binary.Size(v), app, err2, n, err3, fixed))
		}
		var i32 int32
		var list = make([]uint16, 2)
		var f float64
		var yes bool
		for _, v := range []any{&i32, list, &f, &yes, i32, new(string), new(int)} {
			err := binary.Read(bytes.NewReader(b), order, v)
			n, err2 := binary.Decode(b, order, v)
			emit(fmt.Sprint(err, n, err2, i32, list, f, yes))
		}
		emit(fmt.Sprint(binary.Read(strings.NewReader("abc"), order, &i32), binary.Read(strings.NewReader(""), order, &i32)))
		_, err := binary.Decode([]byte{1}, order, &i32)
		_, err2 := binary.Encode(make([]byte, 3), order, i32)
		emit(fmt.Sprint(err, err2))
	}
	for _, u := range []uint64{0, 1, 127, 128, 300, 1 << 31, math.MaxUint64} {
		buf := make([]byte, binary.MaxVarintLen64)
		n := binary.PutUvarint(buf, u)
		m := binary.PutVarint(make([]byte, 10), int64(u))
		x, k := binary.Uvarint(buf[:n])
		y, l := binary.Varint(binary.AppendVarint(nil, int64(u)))
		z, err := binary.ReadUvarint(bytes.NewReader(buf))
		emit(fmt.Sprint(buf, n, m, x, k, y, l, z, err, binary.AppendUvarint(nil, u)))
	}
	for _, bad := range [][]byte{{}, {0x80}, bytes.Repeat([]byte{0x80}, 11), bytes.Repeat([]byte{0xff}, 10), append(bytes.Repeat([]byte{0xff}, 9), 2), append(bytes.Repeat([]byte{0xff}, 9), 1)} {
		x, n := binary.Uvarint(bad)
		y, m := binary.Varint(bad)
		z, err := binary.ReadUvarint(bytes.NewReader(bad))
		w, err2 := binary.ReadVarint(bytes.NewReader(bad))
		emit(fmt.Sprint(x, n, y, m, z, err, w, err2))
	}
}
