"""Templates of sentences: every [a|b|c] stands for one of its parts, drawn again each time, so that
two texts about one activity are as different as if two people had written them."""

PEOPLE = ("[đoàn viên|thanh niên|bạn trẻ|đoàn viên, thanh niên|thanh thiếu nhi|gương mặt trẻ"
          "|tình nguyện viên|cán bộ Đoàn và hội viên|học sinh và đoàn viên|hội viên]")
GROUPS = ("[chi đoàn|cơ sở đoàn|chi đoàn ấp|chi hội|đơn vị trực thuộc|trường học và chi đoàn"
          "|câu lạc bộ|đội hình|liên đội và chi đoàn]")
PLAIN = "[thiết thực|giản dị|gần gũi|cụ thể|vừa sức|bổ ích|dễ làm|có ích]"
EARLY = ("[Ngay từ sáng sớm|Từ lúc 6 giờ 30|Chưa đến giờ khai mạc|Bất chấp cơn mưa đầu mùa"
         "|Tranh thủ ngày nghỉ|Sau giờ tan trường|Không ngại đường xa|Từ chiều hôm trước"
         "|Khi nắng vừa lên|Đúng như lịch đã hẹn|Mới hơn bảy giờ sáng|Trước giờ hẹn ít phút]")
THANKS = ("[ghi nhận|đánh giá cao|biểu dương|khen ngợi|bày tỏ sự hài lòng về|cảm ơn|trân trọng]")
WORK = ("[dọn vệ sinh đường làng|trồng thêm hàng cây bóng mát|sơn lại cổng trường|sửa mái nhà bị dột"
        "|phát quang bụi rậm|vá đoạn đường hư|kê lại bàn ghế|làm hàng rào cây xanh|thu gom vỏ chai"
        "|đắp lề đường|lắp bóng đèn ngõ xóm|vẽ tranh tường|khơi thông rãnh nước|dựng sân khấu nhỏ]")
GIFTS = ("[suất quà|phần quà|quyển sách|chiếc cặp|bộ áo mưa|thùng mì|chiếc xe đạp cũ được sửa lại"
         "|túi gạo|áo trắng học sinh|hộp bút màu|cây giống|chiếc nón bảo hiểm]")
NEEDY = ("[hộ neo đơn|em nhỏ mồ côi|cụ già sống một mình|gia đình bị bão làm tốc mái|học trò nghèo"
         "|người bán vé số|chị công nhân mất việc|hộ mới thoát nghèo|em học sinh khuyết tật]")
SOURCE = ("[các nhà hảo tâm|một cơ sở xay lúa|tiểu thương chợ xã|cựu cán bộ Đoàn|nhóm bạn học cũ"
          "|quỹ của chi đoàn|đồng bào Khmer trong phum|một chủ vựa trái cây|hợp tác xã địa phương"
          "|phụ huynh học sinh|ngân sách xã]")

LEADS = (
    "[Ngày|Trong ngày|Vào ngày|Sáng ngày|Chiều ngày] {day}, [tại|ở] {place}, {unit} [tổ chức|mở"
    "|triển khai|phối hợp thực hiện|khởi động] {activity}.",
    "[Trong ngày|Ngày|Hôm] {day}, {activity} do {unit} [chủ trì|làm nòng cốt|đứng ra tổ chức"
    "|phối hợp cùng cơ sở lo liệu] đã [diễn ra|khép lại|thành công|được thực hiện] [tại|ở] {place}.",
    "{Unit} [vừa|đã] [tổ chức|hoàn thành|mở|tiến hành] {activity} [tại|ở] {place} "
    "[vào|trong|hôm] ngày {day}.",
    "[Thực hiện chương trình công tác năm {year}|Theo kế hoạch đã đăng ký|Hưởng ứng phong trào của Tỉnh đoàn"
    "|Chào mừng ngày lễ lớn|Giữ đúng lời hẹn với cơ sở], ngày {day}, {unit} [phối hợp với các cơ sở đoàn"
    "|cùng chính quyền sở tại|và bạn trẻ nơi đây|huy động lực lượng xung kích] [tổ chức|làm nên|mở] "
    "{activity} [tại|ở] {place}.")

GOALS = (
    "[Hoạt động|Việc làm này|Chương trình|Cách làm ấy|Sân chơi này] [nhằm|hướng tới|được kỳ vọng sẽ|góp phần"
    "|ra đời để] [cụ thể hóa|đưa vào đời sống|làm rõ thêm|giữ nhịp cho] [nghị quyết của Đại hội"
    "|chương trình công tác năm|lời hứa với cử tri trẻ|chủ đề của tháng|phong trào thi đua] và [mở ra|tạo"
    "|giữ|nhân thêm] [môi trường rèn luyện|góc sinh hoạt|cơ hội làm quen|nơi trao đổi] cho "
    "[lớp trẻ nông thôn|thanh thiếu nhi|đoàn viên mới|học sinh cuối cấp|công nhân xa quê].",
    "[Đây là|Năm nay, đây là|Với cơ sở, đây là|Theo nhiều bí thư chi đoàn, đây là] [nội dung trọng tâm"
    "|phần việc khó|điểm mới|việc được chờ đợi|mục tiêu lớn] [của quý {quarter}|trong quý {quarter}"
    "|từ đầu quý {quarter}], [được bàn kỹ ở chi đoàn|giao cho từng người phụ trách|có lịch kiểm tra hằng tuần"
    "|gắn với ngày truyền thống|lấy ý kiến người dân trước khi làm].",
    "[Mục đích|Điều mong muốn|Ý nghĩa lớn nhất|Cái được trước mắt] là [nâng cao nhận thức|khơi dậy tinh thần xung kích"
    "|giúp các bạn bớt rụt rè|chăm lo cho trẻ em nghèo|giữ nét đẹp làng quê] [của|ở|cho|trong] [tuổi trẻ xã nhà"
    "|các chi đoàn ấp|học sinh nội trú|bà con vùng sâu|hội viên mới], [qua những việc|bằng các cách làm|với lối nghĩ] "
    + PLAIN + ".",
    "Ban tổ chức [mong|đề nghị|tin rằng|đặt mục tiêu] mỗi [chi đoàn|bạn trẻ|chi hội|nhóm nòng cốt|liên đội] "
    "[góp|chọn|nhận|giữ] [ít nhất một|một|vài] [việc làm|sáng kiến|công trình|thói quen tốt] " + PLAIN +
    " cho [cộng đồng|xóm ấp|trường lớp|người yếu thế|con đường mình đi qua].",
    "[Việc này|Nội dung nói trên|Chỉ tiêu ấy|Phần việc này] được [Ban Thường vụ {unit}|tập thể {unit}|đồng chí Bí thư] "
    "[giao|gợi ý|phân công|đặt hàng] [từ đầu năm|sau hội nghị tháng trước|khi khảo sát cơ sở|trong buổi giao ban], "
    "[có tính đến|dựa vào|không tách khỏi|phù hợp với] [mùa vụ của bà con|sức của từng nơi|lịch thi của học sinh"
    "|con nước lớn ròng|ngày lễ của đồng bào Khmer].")

CROWDS = (
    "[Hoạt động|Buổi làm|Chương trình|Ngày hội] [thu hút|quy tụ|đón|có mặt|kéo về] {n} " + PEOPLE +
    " [đến từ|thuộc|của|ở] {m} " + GROUPS + ", [nhiều người|phần đông|không ít bạn|một nửa] "
    "[đi bằng xuồng|lần đầu tham gia|vừa tan ca|mang theo dụng cụ|rủ thêm em nhỏ].",
    "[Tham dự|Có mặt|Đến chung vui|Cùng làm] [có|là|còn có] [đại diện cấp ủy|thầy cô giáo|các cô chú cựu chiến binh"
    "|lãnh đạo xã|bác trưởng ấp|vị sư cả chùa Khmer], [cùng|bên cạnh|và] {n} " + PEOPLE +
    " [của|từ|tại] {m} " + GROUPS + ".",
    EARLY + ", {n} " + PEOPLE + " [thuộc|của|đến từ|thay mặt] {m} " + GROUPS +
    " [đã có mặt|tập trung đông đủ|xếp hàng nhận việc|chia nhau từng đoạn|bắt tay vào làm].",
    "[Theo danh sách điểm danh|Thống kê cuối ngày|Sổ ghi của tổ hậu cần|Báo nhanh từ cơ sở] [có|cho biết có|ghi] {n} "
    + PEOPLE + " [ở|của|từ] {m} " + GROUPS + ", [đông hơn lần trước|đúng như dự kiến|vượt con số đăng ký"
    "|trong đó nhiều bạn nữ|chưa kể người dân góp sức].",
    "[Có|Tất cả|Tổng cộng|Tính ra có] {m} " + GROUPS + " [cử lực lượng|góp người|đăng ký|nhận phần việc], "
    "[với|gồm|tất thảy] {n} [lượt|suất] " + PEOPLE + " [góp mặt|thay phiên nhau|luân phiên trong ngày|hưởng ứng].")

COURSES = (
    "[Sau phần khai mạc|Nghe hướng dẫn xong|Khi đã đủ người|Chào cờ xong], [mọi người|các bạn|lực lượng|cả đoàn] "
    "[chia thành|tách ra|lập] {k} [nhóm|tổ|tốp|đội], [mỗi nhóm|từng nơi|ai cũng] [lo một phần|nhận một đoạn"
    "|có người chỉ huy|bốc thăm phần việc]: " + WORK + ", " + WORK + ".",
    "[Chương trình|Nội dung|Kịch bản|Buổi sinh hoạt] [gồm|xoay quanh|đi qua|nối từ] [phần ôn truyền thống|tiết mục múa Khmer"
    "|câu chuyện của nhân chứng|đoạn phim ngắn|trò chơi dân gian|màn hát đờn ca tài tử] [đến|rồi tới|xen với] "
    "[thực hành|thảo luận nhóm|giải đáp pháp luật|hướng dẫn sơ cứu|thi viết nhanh|kể chuyện theo tranh].",
    "Báo cáo viên [dành hơn|dành gần|mất chừng] {k} [giờ|lượt trao đổi|câu hỏi] để [giải thích|kể|trao đổi|hỏi đáp] "
    "[về mạng xã hội|chuyện phòng chống đuối nước|cách chọn nghề|luật giao thông|chuyển đổi số ở xã|vay vốn làm ăn"
    "|an toàn khi bơi lội], [bằng ví dụ có thật|theo lối vừa nói vừa làm|không dùng lời cao xa|có hình minh họa].",
    "[Không khí sôi nổi hơn|Tiếng cười rộn lên|Ai cũng háo hức|Sân trường như ngày hội] [với phần|nhờ|khi đến] "
    "[trò chơi kéo co|thi gói bánh tét|câu đố về quê hương|cuộc đua xe đạp chậm|màn nhảy dân vũ|thi nấu cơm], "
    "[kết thúc bằng|sau đó là|kèm theo] {k} " + GIFTS + " [cho người thắng|tặng khán giả nhỏ tuổi|trao tận tay].",
    "[Các bạn trẻ|Ban tổ chức|Tổ thư ký|Nhóm truyền thông] [dùng điện thoại|lập nhóm Zalo|mở bảng điểm trực tuyến"
    "|in mã quét ở cổng] [để|giúp] [điểm danh|nhận câu hỏi|chia lịch trực|gửi hình ảnh] [thay sổ giấy|ngay tại chỗ"
    "|trong vài phút|mà không phải chờ].",
    "[Ở từng điểm|Mỗi chặng|Trên tuyến đường chính|Dưới tán cây đầu ấp], [tổ phụ trách|một cán bộ xã|bạn đội trưởng"
    "|nhóm hậu cần] [ghi nhật ký|đo lại khối lượng|chụp ảnh có bảng tên|phát nước uống], [còn số khác|phần còn lại"
    "|những người đến sau] thì " + WORK + ".",
    "[Đội hình nòng cốt|Chi đoàn|Nhóm thợ trẻ|Tổ tự quản] của {place} [lo|chuẩn bị|cho mượn|đem đến] [máy cắt cỏ|dụng cụ"
    "|xe kéo|loa tay|mái che|nồi cơm lớn] [từ hôm trước|từ tờ mờ sáng|không lấy tiền công|rồi ở lại đến cuối].",
    "[Buổi chiều|Trước khi ra về|Giờ nghỉ trưa|Xong việc], [ban tổ chức|vài bạn|cả nhóm|đại diện chi đoàn] "
    "[ghé thăm|trò chuyện với|đến tận nhà] {k} " + NEEDY + ", [để lại|trao|gửi] " + GIFTS + " và " + GIFTS + ".")

VOICES = (
    "[Phát biểu|Nói chuyện với các bạn|Kết luận buổi làm|Đến động viên], đại diện Ban Thường vụ {unit} " + THANKS +
    " [sự chuẩn bị chu đáo|cách làm sáng tạo|sức trẻ|lòng nhiệt tình|ý thức kỷ luật] của {place} và "
    "[đề nghị|mong|gợi ý] [nhân rộng|giữ nếp này|làm kỹ hơn khâu vận động|chia sẻ kinh nghiệm cho nơi khác].",
    "Bí thư chi đoàn [sở tại|nơi đăng cai|vừa nhận nhiệm vụ] [cho biết|kể|nói thêm], [đơn vị|anh em|chi đoàn] đã "
    "[khảo sát nhu cầu|gõ cửa từng nhà|hỏi ý người lớn tuổi|họp ba lần|đi xem nơi khác làm] [trước khi|rồi mới] "
    "[chọn nội dung|định ngày|chia việc|mời khách|nhận chỉ tiêu].",
    "[Một bạn đoàn viên|Cô học trò lớp 11|Anh thợ hồ trẻ|Bạn lớp trưởng|Một hội viên mới] [chia sẻ|tâm sự|bộc bạch|cười nói]: "
    "“[Em thấy mình trưởng thành hơn|Lần sau em vẫn đi|Làm xong mệt mà vui|Em hiểu quê mình hơn"
    "|Nhờ vậy em có thêm bạn|Mẹ em cũng ủng hộ] [nhờ những ngày như thế này|vì được tin tưởng|sau bao bỡ ngỡ"
    "|khi cùng mọi người góp sức|và hết sợ đám đông]”.",
    "[Lãnh đạo địa phương|Phó Chủ tịch xã|Thầy hiệu trưởng|Bác bí thư chi bộ] " + THANKS + " [tinh thần trách nhiệm"
    "|việc làm|sự bền bỉ|nếp nghĩ mới] của [tuổi trẻ|các em|lực lượng xung kích|anh em], [hứa|nhận lời|cam kết] "
    "[hỗ trợ kinh phí|cho mượn hội trường|mở thêm sân chơi|lo phần nước uống|cùng làm đợt tới].",
    "[Thay mặt người dân|Đứng trước hiên nhà|Nắm tay từng bạn|Sau bữa cơm trưa], [một cụ cao tuổi|chị chủ quán nhỏ"
    "|bác nông dân|người mẹ liệt sĩ] ở {place} [bày tỏ niềm vui|nhắc chuyện năm xưa|dặn dò|gửi lời cảm ơn] "
    "[khi thấy lớp trẻ biết lo|vì con đường sạch hơn|với giọng xúc động|rồi mời cả nhóm uống trà].")

RESULTS = (
    "[Kết quả|Đến cuối ngày|Sau cùng|Nghiệm thu lại], có {k} [phần việc|hạng mục|công trình nhỏ|mục trong kế hoạch] "
    "[hoàn thành|được bàn giao|xong trước giờ|đạt yêu cầu], [trị giá|ước tính|quy ra tiền] [khoảng|gần|chừng] {money} "
    "triệu đồng.",
    "[Kinh phí|Chi phí|Phần tiền mặt|Toàn bộ vật tư] là {money} triệu đồng, [trong đó phần lớn|chủ yếu|hơn một nửa"
    "|gần hết] do " + SOURCE + " [đóng góp|ủng hộ|giúp đỡ|cho không tính toán].",
    "[Qua rà soát|Theo bảng theo dõi|Đối chiếu kế hoạch|Chấm điểm chéo], {percent}% [nội dung|phần việc|chỉ tiêu|đầu việc] "
    "[đã đạt|xong|được xác nhận], [phần còn lại|số chưa xong|mấy việc nhỏ] [làm tiếp trong tháng tới|chờ con nước"
    "|giao cho chi đoàn sở tại|có người nhận rồi].",
    "[Ban tổ chức|Ủy ban xã|Đoàn trường|Hội đồng thi đua] [trao|tặng|công bố] {k} [giấy khen|lá thư cảm ơn|huy hiệu|cuốn sách hay] "
    "cho [tập thể nổi bật|gương người tốt|đội về nhất|bạn có nhiều ngày công|những gia đình giúp đỡ], [cùng|kèm] " + GIFTS + ".",
    "[Sau hoạt động|Từ hôm đó|Khép lại ngày hội|Ít hôm sau], {k} " + PEOPLE + " [đăng ký|xin|tình nguyện] "
    "[vào đội hình thường xuyên|trực cổng trường|dạy em nhỏ tập bơi|hiến máu đợt tới|nhận chăm cây|học lớp cảm tình Đoàn].",
    "[Trang cộng đồng|Nhóm Zalo|Bản tin nội bộ|Bài đăng] của [đơn vị|chi đoàn|ban tổ chức] [có|ghi nhận|đón] {n} "
    "[lượt tương tác|bình luận|lượt xem|lời nhắn], [đa phần|hầu hết|nhiều trong số đó] [là lời khen|hỏi lịch lần sau"
    "|góp ý chân tình|từ người xa quê].")

PLANS = (
    "[Thời gian tới|Sang tháng sau|Từ nay đến cuối năm|Ở đợt kế tiếp], {unit} [sẽ|dự kiến|quyết tâm] [duy trì|mở rộng|làm kỹ hơn"
    "|nối dài] [việc này|cách làm ấy|các đội hình|nếp sinh hoạt] [theo định kỳ|ra vùng ven|cùng trường học|đến từng ấp] và "
    "[báo cáo kết quả|mời nơi khác dự|chọn điểm mới|đúc kết bài học].",
    "[Từ kinh nghiệm này|Nghe góp ý xong|Rút ra điều chưa được|Sau buổi họp], {unit} [hướng dẫn|giúp|cử người xuống|chia nhau kèm] "
    "[các cơ sở còn lại|những chi đoàn yếu|nơi mới thành lập|đơn vị chưa kịp làm] [trước cuối quý {quarter}"
    "|trong quý {quarter}|khi hết mùa mưa|theo lịch riêng].",
    "[Các cơ sở|Chi đoàn|Cán bộ phụ trách|Thư ký từng nhóm] [được nhắc|phải|nhớ|thống nhất] [cập nhật kết quả|nhập số liệu"
    "|ghi đủ họ tên|gửi hình ảnh] [lên phần mềm Quản lý đoàn viên|vào sổ|về văn phòng|theo mẫu chung], [lưu hồ sơ|giữ hóa đơn"
    "|đối chiếu chéo|ký nhận] [theo quy định|trước thứ sáu|cùng biên bản|để cuối năm xem lại].",
    "Ban Thường vụ [giao|cậy|phân công|nhờ] [bộ phận văn phòng|tổ kiểm tra|một ủy viên|nhóm trẻ] [tổng hợp minh chứng|làm bảng so sánh"
    "|viết bài|thống kê lại] [để|nhằm|giúp] [đánh giá cuối năm|chọn gương tiêu biểu|xin thêm kinh phí|thấy chỗ còn hở].",
    "[Việc làm ấy|Ngày hôm đó|Mỗi đợt như vậy|Phong trào] [góp phần|giúp|làm cho|khiến] [hình ảnh người đoàn viên|tình làng nghĩa xóm"
    "|con đường quê|nếp sống đẹp] [rõ nét hơn|thêm ấm áp|được nhắc nhiều|lan ra], [nhất là|trước hết|kể cả] "
    "[với em nhỏ|ở vùng ven|trong mùa thi|giữa lúc khó khăn].")

LIMITS = (
    "[Bên cạnh cái được|Tuy vậy|Cũng phải nói thật|Nhìn lại], [vài cơ sở ở xa|nơi cách sông|nhóm đến muộn|các bạn làm ca đêm] "
    "[còn vướng|gặp khó|chưa quen|thiếu] [phương tiện|chuyện đò ngang|cách ghi chép|người dẫn dắt|kinh phí đi lại].",
    "[Hạn chế lớn|Điều đáng tiếc|Chỗ chưa ổn|Khó nhất] là [mưa nhiều|con nước lên|trùng lịch thi|loa hỏng giữa chừng], "
    "[phải|nên|khiến ban tổ chức] [đổi lịch|dời điểm|rút ngắn|chia lại việc] {k} lần.",
    "[Một số chi đoàn ấp|Vài nơi|Xã đảo|Các ấp giáp biển] [có ít đoàn viên|vắng người|chỉ còn bạn lớn tuổi] do "
    "[đi làm ăn xa|vào vụ tôm|theo ghe lúa|học nghề ở phố], [cần|nên|phải] [cách tập hợp khác|hẹn vào ngày rằm"
    "|gọi qua mạng|làm vào buổi tối].",
    "[Đơn vị|Ban tổ chức|Chi đoàn|Nhóm phụ trách] [tự nhận|thừa nhận|tự chấm] khâu [truyền thông|phân công|mượn đồ|đón khách] "
    "[còn chậm|chưa đều|thiếu kiểm tra|nặng hình thức] [so với yêu cầu|ở buổi đầu|vì ít người|do chưa tập trước].")
